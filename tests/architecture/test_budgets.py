"""Files and functions stay small enough to be read at once; the linter holds the complexity."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
APPS = ("config", "reports", "requests_app")
FILE, TEST_FILE, FUNCTION, VIEW, TASK = 300, 400, 40, 20, 10


def sources(*folders: str) -> list[Path]:
    paths = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in paths if "migrations" not in path.parts]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, without decorators and docstring."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            yield f"{path.relative_to(ROOT)}: {node.name}", (node.end_lineno or 0) - body[0].lineno + 1


def too_long(paths: list[Path], most: int) -> dict[str, int]:
    return {name: lines for path in paths for name, lines in functions(path) if lines > most}


@pytest.mark.parametrize(("folders", "most"), [(APPS, FILE), (("tests",), TEST_FILE)])
def test_files_are_short(folders: tuple[str, ...], most: int) -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in sources(*folders)}

    assert {name: lines for name, lines in lengths.items() if lines > most} == {}


def test_functions_are_short() -> None:
    assert too_long(sources(*APPS, "tests"), FUNCTION) == {}


def test_views_are_short() -> None:
    views = [path for path in sources(*APPS) if "views" in path.parts or path.name == "views.py"]

    assert too_long(views, VIEW) == {}


def test_tasks_are_short() -> None:
    assert too_long([path for path in sources(*APPS) if path.name == "tasks.py"], TASK) == {}


def test_every_module_says_what_it_is_and_why() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in sources(*APPS, "tests")
        if path.name != "__init__.py" and not ast.get_docstring(ast.parse(path.read_text()))
    ]

    assert silent == []
