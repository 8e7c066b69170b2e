"""Makes what is missing on a fresh machine, then runs the command inside the environment.

Standard library only, because it runs before anything is installed; nothing is written outside the checkout,
apart from system packages. When all is in place it costs a few milliseconds.
"""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from config import native

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / ".cache"
VENV = ROOT / ".venv"
REQUIREMENTS = ROOT / "config" / "requirements"
STAMP = VENV / "installed.stamp"
OLDEST = (3, 11)


class SetupError(Exception):
    """Set-up cannot go on; the text says what is wrong and what to do."""


def enter(argv: list[str]) -> int:
    """Prepare the environment and become the command; returns only when that is impossible."""
    try:
        become(argv[1:], prepare("dev" if argv[1:2] == ["test"] else "base"))
    except (SetupError, native.MissingError) as problem:
        print(f"manage.py: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def become(arguments: list[str], environment: Mapping[str, str]) -> NoReturn:
    python = str(VENV / "bin" / "python")
    sys.stdout.flush()
    os.execve(python, [python, "-P", "-m", "config", *arguments], environment)  # noqa: S606 -- our own interpreter


def prepare(wanted: str) -> dict[str, str]:
    """The environment variables of a process that can import everything of `wanted` (base or dev)."""
    if sys.version_info < OLDEST:
        raise SetupError(
            f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version.split()[0]}."
        )
    if not (installed(wanted) and native.present(CACHE)):
        with alone():
            if not native.present(CACHE):
                native.provide(CACHE, say)
            if not installed(wanted):
                install(wanted)
    return surroundings()


def surroundings() -> dict[str, str]:
    """This environment, with what the command needs to find its parts and keep its caches in the checkout."""
    own = {
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(CACHE / "python"),  # else half of a start is compiling
        "XDG_CACHE_HOME": str(CACHE / "xdg"),
    }
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, **native.variables(CACHE), **own}


# --- Python packages -----------------------------------------------------------------------------


def digest(kind: str) -> str:
    """What an installation depends on: the locked requirements and this Python."""
    locked = (REQUIREMENTS / f"{kind}.txt").read_bytes()
    return f"{kind} {sys.version.split()[0]} {hashlib.sha256(locked).hexdigest()}"


def installed(wanted: str) -> bool:
    """Whether `.venv` holds exactly the locked packages; the development set contains the base set."""
    try:
        stamp = STAMP.read_text()
    except OSError:
        return False
    return stamp in {digest(wanted), digest("dev")} and (VENV / "bin" / "python").exists()


def install(wanted: str) -> None:
    if VENV.exists() and not os.access(VENV, os.W_OK):
        raise SetupError(f"{VENV} belongs to somebody else: remove it, or copy the project and run it there.")
    kind = "dev" if STAMP.exists() and STAMP.read_text().startswith("dev ") else wanted
    uv = [str(private_uv())]
    STAMP.unlink(missing_ok=True)
    with step("Python packages"):
        if not (VENV / "bin" / "python").exists():
            run([*uv, "venv", "--quiet", "--clear", "--python", interpreter(), str(VENV)], "making .venv")
        into = ["--python", str(VENV / "bin" / "python"), str(REQUIREMENTS / f"{kind}.txt")]
        run([*uv, "pip", "sync", "--quiet", "--require-hashes", *into], "installing the Python packages")
    STAMP.write_text(digest(kind))


def private_uv() -> Path:
    """An installer of our own: a bare Debian refuses both `python3 -m venv` and `pip install`."""
    folder = CACHE / "uv"
    lock = REQUIREMENTS / "uv.txt"
    version = lock.read_text().split()[0].removeprefix("uv==")
    program = folder / version / "bin" / "uv"
    if not program.exists():
        with step("installer"):
            pip = [interpreter(), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps"]
            into = ["--upgrade", "--target", str(folder / version), "-r", str(lock)]
            run([*pip, *into], "fetching the installer with pip")
    return program


def interpreter() -> str:
    """The Python that started us, not the one of a virtual environment that may go away."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


# --- Steps ---------------------------------------------------------------------------------------


def run(command: list[str], doing: str) -> None:
    """Run quietly; when it fails, stop with the last thing it said."""
    temporary = CACHE / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "PIP_CACHE_DIR": str(CACHE / "pip"),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "UV_CACHE_DIR": str(CACHE / "uv-cache"),
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_SYSTEM_CERTS": "1",  # a private certificate authority is known to the system, not to uv
        "TMPDIR": str(temporary),
    }
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SetupError(f"{doing} failed: {error.strerror}.") from None
    if done.returncode:
        raise SetupError(f"{doing} failed: {last_words(done.stderr or done.stdout)} {advice(done.stderr)}")


def last_words(output: str) -> str:
    lines = [line.strip(" ╰─▶├│×") for line in output.splitlines() if line.strip()]
    telling = ("error", "failed", "caused by", "no module")
    errors = [line for line in lines if line.lower().startswith(telling)]
    return (errors or lines or ["it said nothing."])[-1].rstrip(".") + "."


def advice(output: str) -> str:
    if "No module named pip" in output:
        return "Install pip (on Debian: apt-get install python3-pip) and run the command again."
    if "No space left" in output:
        return "Make room on the disk and run the command again."
    return "Check that the package registry can be reached and run the command again."


@contextmanager
def alone() -> Iterator[None]:
    """One set-up at a time in this checkout."""
    try:
        CACHE.mkdir(exist_ok=True)
        lock = (CACHE / "setup.lock").open("w")
    except OSError as error:
        advice = "copy the project to a folder that you can write and run it there"
        raise SetupError(f"{ROOT} cannot be written ({error.strerror}): {advice}.") from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def step(name: str) -> Iterator[None]:
    started = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - started:.1f} s")


def say(line: str) -> None:
    """To the error stream, so that `--json` stays clean on the other."""
    print(f"set-up  {line}", file=sys.stderr, flush=True)
