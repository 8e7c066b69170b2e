"""The libraries and fonts that the PDF renderer takes from the system: found, installed or unpacked.

Standard library only. With root they come as system packages; without, the same packages are downloaded and
unpacked into the checkout's cache and found through two environment variables.
"""

import ctypes
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libpango-1.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpangoft2-1.0.so.0",
)
FONTS = ("inter", "noto", "dejavu", "wqy")  # folders below /usr/share/fonts/<kind>/
PACKAGES = (
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
    "fonts-inter",
    "fonts-noto-core",
    "fonts-dejavu-core",
    "fonts-wqy-microhei",  # Chinese, Japanese and Korean in 1.6 MB; the Noto package of them has 56 MB
)


class MissingError(Exception):
    """A library cannot be had; the text says which and what to do."""


def present(cache: Path) -> bool:
    """Whether everything is found, here or in the system, and the font configuration is written."""
    return configuration(cache).exists() and (
        unpacked(cache) is not None or not (lacking() or fontless(cache))
    )


def lacking() -> list[str]:
    return [name for name in LIBRARIES if not _loads(name)]


def fontless(cache: Path) -> list[str]:
    """Families whose folder is not there; only judged where packages can bring them."""
    if not shutil.which("apt-get"):
        return []
    folders = [root / "usr/share/fonts" for root in (Path("/"), unpacked(cache)) if root]
    return [name for name in FONTS if not any(list(folder.glob(f"*/{name}")) for folder in folders)]


def variables(cache: Path) -> dict[str, str]:
    """What a process needs in its environment to find the libraries and the fonts."""
    found = {"FONTCONFIG_FILE": str(configuration(cache))}
    root = unpacked(cache)
    if root:
        folders = [str(path) for path in sorted(root.glob("usr/lib/*-linux-*"))]
        former = os.environ.get("LD_LIBRARY_PATH", "").split(":")
        found["LD_LIBRARY_PATH"] = ":".join(dict.fromkeys([*folders, *filter(None, former)]))
    return found


def provide(cache: Path, say: Callable[[str], None]) -> None:
    """Bring what is missing, by the means that this user has, and write the font configuration."""
    started = time.monotonic()
    missing = [*lacking(), *fontless(cache)]
    if missing:
        if not shutil.which("apt-get"):
            raise MissingError(f"the PDF renderer needs {missing[0]}: install pango and harfbuzz.")
        (_install if os.geteuid() == 0 else _unpack)(cache)
        say(f"libraries and fonts: {time.monotonic() - started:.1f} s")
    _configure(cache)
    if not unpacked(cache) and lacking():
        command = f"apt-get install {' '.join(PACKAGES)}"
        raise MissingError(f"{lacking()[0]} is still missing: run {command} and look at what it says.")


# --- With root, without root ---------------------------------------------------------------------


def _install(_cache: Path) -> None:
    command = ["install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    if _apt(
        command, check=False
    ).returncode:  # a fresh machine has no package lists, an old one has stale ones
        _apt(["update", "-q"])
        _apt(command)


def _unpack(cache: Path) -> None:
    work = cache / "native.part"
    shutil.rmtree(work, ignore_errors=True)
    for name in ("lists/partial", "archives/partial", "debs", "root"):
        (work / name).mkdir(parents=True)
    own = [
        *(
            "-o",
            f"Dir::State::Lists={work}/lists",
            "-o",
            f"Dir::Cache={work}",
            "-o",
            "Dir::Cache::archives=archives",
        ),
        *("-o", "APT::Sandbox::User=", "-o", "Debug::NoLocking=1", "-o", f"Dir::Log={work}"),
    ]
    _apt([*own, "update", "-q"])
    plan = _apt([*own, "install", "-s", "-q", "--no-install-recommends", *PACKAGES]).stdout
    names = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    _apt([*own, "download", "-q", *names], cwd=work / "debs")
    for package in sorted((work / "debs").glob("*.deb")):
        _run(["dpkg-deb", "-x", str(package), str(work / "root")])
    for name in ("lists", "archives", "debs"):
        shutil.rmtree(work / name)
    shutil.rmtree(cache / "native", ignore_errors=True)
    work.rename(cache / "native")


def unpacked(cache: Path) -> Path | None:
    """The folder of unpacked packages; it is moved into place only when it is whole."""
    root = cache / "native" / "root"
    return root if root.is_dir() else None


def _apt(
    arguments: list[str], *, cwd: Path | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    return _run(["apt-get", "-o", "DPkg::Lock::Timeout=120", *arguments], cwd=cwd, check=check)


def _run(
    command: list[str], *, cwd: Path | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if check and done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith(("E:", "dpkg-deb: error"))]
        reason = (said or ["no reason was given"])[-1].removeprefix("E: ").rstrip(".")
        advice = "Check the network and run the command again."
        raise MissingError(f"the libraries of the PDF renderer could not be fetched: {reason}. {advice}")
    return done


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


# --- Fonts ---------------------------------------------------------------------------------------


def configuration(cache: Path) -> Path:
    return cache / "fonts.conf"


def _configure(cache: Path) -> None:
    """A fontconfig file that keeps its cache in the checkout and also knows the fonts unpacked there."""
    root = unpacked(cache) or Path("/")
    rules = root / "usr/share/fontconfig/conf.avail"
    chosen = [rules / path.name for path in sorted((root / "etc/fonts/conf.d").glob("*.conf"))]
    folders = [Path("/usr/share/fonts"), root / "usr/share/fonts"]
    lines = [
        '<?xml version="1.0"?>',
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">',
        "<fontconfig>",
        *(f"  <dir>{escape(str(folder))}</dir>" for folder in dict.fromkeys(folders)),
        *(f'  <include ignore_missing="yes">{escape(str(path))}</include>' for path in chosen),
        f"  <cachedir>{escape(str(cache / 'fontconfig'))}</cachedir>",
        "</fontconfig>",
    ]
    draft = configuration(cache).with_suffix(".tmp")
    draft.write_text("\n".join(lines) + "\n")
    draft.replace(configuration(cache))
