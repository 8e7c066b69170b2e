"""The layers of the design hold: import contracts, and the two rules that contracts cannot say."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
DOMAINS = ("reports/domain", "requests_app/domain")
PRINTING = ("django.db", "django.http", "django.shortcuts", "reports.models", "reports.services")


def imported(path: Path) -> Iterator[str]:
    """The full names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import(names=names):
                yield from (each.name for each in names)
            case ast.ImportFrom(module=module, level=level) if module:
                yield f"{'.'.join(path.relative_to(ROOT).parts[:-level])}.{module}" if level else module


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def test_every_import_points_down() -> None:
    line = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("folder", DOMAINS)
def test_a_domain_knows_only_the_standard_library_and_domains_below(folder: str) -> None:
    own = tuple(name.replace("/", ".") for name in DOMAINS)

    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(folder)
        for name in imported(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith(own)
    }

    assert modules(folder)
    assert foreign == set()


def test_rendering_knows_neither_the_database_nor_a_request() -> None:
    foreign = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules("reports/rendering")
        for name in imported(path)
        if name.startswith(PRINTING)
    }

    assert foreign == set()


def test_set_up_needs_nothing_that_it_has_to_install() -> None:
    fresh = ("manage.py", "config/__init__.py", "config/bootstrap.py", "config/native.py")

    foreign = {
        f"{name}: {module}"
        for name in fresh
        for module in imported(ROOT / name)
        if module.partition(".")[0] not in sys.stdlib_module_names and module.partition(".")[0] != "config"
    }

    assert foreign == set()


def test_no_page_sends_a_message_to_the_broker() -> None:
    """Only the relay may: a dead broker must not be felt on a page."""
    sending = {"delay", "apply_async", "send_task"}
    found = {
        str(path.relative_to(ROOT))
        for app in ("reports", "requests_app")
        for path in modules(app)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in sending
    }

    assert found == {"reports/tasks.py"}


def test_no_rule_hides_in_a_signal() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for app in ("config", "reports", "requests_app")
        for path in modules(app)
        for name in imported(path)
        if "signals" in name.split(".") or name == "django.dispatch"
    }

    assert found == set()
