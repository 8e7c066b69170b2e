"""An empty database gets its tables at once; they are those that the steps make of an older one."""

import pytest
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

pytestmark = pytest.mark.once

LAST_STEPS = {"reports": "0015_access_tokens", "requests_app": "0012_privacy"}
AT_ONCE = {"reports": "0001_squashed_0015_access_tokens", "requests_app": "0001_squashed_0012_privacy"}


def state_after(nodes: dict[str, str]) -> ProjectState:
    return MigrationLoader(None, replace_migrations=False).project_state(list(nodes.items()))


def test_the_tables_at_once_are_those_of_the_steps() -> None:
    graph = MigrationLoader(None).graph
    steps, at_once = state_after(LAST_STEPS), state_after(AT_ONCE)

    changes = MigrationAutodetector(steps, at_once).changes(graph)

    assert {label for label, _ in at_once.models} >= set(AT_ONCE)
    assert changes == {}


def test_each_step_is_replaced() -> None:
    loader = MigrationLoader(None, replace_migrations=False)
    steps = {key for key in loader.disk_migrations if key[0] in AT_ONCE and key[1] <= LAST_STEPS[key[0]]}

    replaced = {step for key in AT_ONCE.items() for step in loader.disk_migrations[key].replaces}

    assert replaced == steps - set(AT_ONCE.items())
