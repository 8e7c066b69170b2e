"""The four people of every test, the second analyst, and a database that can be emptied between tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from reports.models import ErasureRequest, LegalHold, User
from reports.models.frozen import FreezeWhen, FrozenModel, GuardTables, LetRedact
from tests import factories
from tests.gate import printing

NO_DATABASE = tuple(
    f"{Path(__file__).parent}/{folder}/"
    for folder in (
        "architecture",
        "reports/domain",
        "reports/figures",
        "reports/importing",
        "reports/rendering",
    )
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What knows no database is proven once, not on each of them."""
    for item in items:
        if str(item.path).startswith(NO_DATABASE):
            item.add_marker(pytest.mark.once)


def columns_of(model: type[FrozenModel]) -> list[str]:
    """The columns that a redaction may change."""
    return [str(model._meta.get_field(name).column) for name in model.redactable]


@pytest.fixture(scope="session", autouse=True)
def _guards_let_the_flush_pass() -> Iterator[None]:
    """Tests of several threads empty every table afterwards; the guarded ones refuse that unless asked."""
    original = TransactionTestCase._fixture_teardown
    frozen = [model for model in apps.get_models() if issubclass(model, FrozenModel)]
    decided = (ErasureRequest, LegalHold)
    guards = [
        GuardTables(*(model._meta.db_table for model in frozen)),
        *(FreezeWhen(model._meta.db_table, model.frozen_when) for model in decided),
    ]
    doors = [LetRedact(model._meta.db_table, *columns_of(model)) for model in frozen if model.redactable]

    def teardown(self: TransactionTestCase) -> None:
        with connection.schema_editor() as editor:
            for guard in guards:
                guard.database_backwards("", editor, None, None)
        try:
            original(self)
        finally:
            with connection.schema_editor() as editor:
                for guard in [*guards, *doors]:
                    guard.database_forwards("", editor, None, None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def _nothing_is_counted_from_before() -> None:
    """What is counted by the minute is counted by the row's number, which the next test gives again."""
    cache.clear()


@pytest.fixture
def alice(db: None) -> User:
    """A client."""
    return factories.alice()


@pytest.fixture
def bob(db: None) -> User:
    """Of alice's organisation."""
    return factories.bob()


@pytest.fixture
def charlie(db: None) -> User:
    """A stranger."""
    return factories.charlie()


@pytest.fixture
def dana(db: None) -> User:
    """Staff: triage and analyst."""
    return factories.dana()


@pytest.fixture
def erin(db: None) -> User:
    """Staff: the second analyst, a reviewer."""
    return factories.erin()


@pytest.fixture
def frank(db: None) -> User:
    """Staff: another reviewer."""
    return factories.frank()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The sizes of what the tests of the gate have asked, which nobody would know from dots."""
    for line in printing.said():
        terminalreporter.write_line(f"gate: {line}")
