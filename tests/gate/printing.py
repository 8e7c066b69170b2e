"""What the tests of the gate print: their sizes, after the run; and what they do not: a PDF for each cell."""

import os
from pathlib import Path

import pytest
from django.conf import settings

from reports.rendering import sandbox
from reports.rendering.printed import Printed
from tests import factories


def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that is there already stands for every print: who may have it is asked before it is made."""
    made = Printed(pdf=factories.master("A paper"), pages=1)
    monkeypatch.setattr(sandbox, "print_pdf", lambda *_args, **_kwargs: made)


def say(line: str) -> None:
    """Keep a line for the summary; the workers of a run have one folder together."""
    with (_folder() / "gate-sizes.txt").open("a", encoding="utf-8") as kept:
        kept.write(f"{line}\n")


def said() -> list[str]:
    """The lines of this run."""
    kept = _folder() / "gate-sizes.txt"
    return sorted(kept.read_text(encoding="utf-8").splitlines()) if kept.exists() else []


def _folder() -> Path:
    return Path(os.environ.get("TESTS_DATA_DIR", settings.DATA_DIR))
