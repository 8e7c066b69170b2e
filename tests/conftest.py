"""The four people of every test, and the second analyst."""

import pytest

from reports.models import User
from tests import factories


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
