"""The account of units: its balance is the sum of what happened, and nobody takes the last one twice."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from reports.models import Organisation, UnitEntry, User
from reports.models.frozen import FrozenRowError
from reports.services import units
from reports.services.units import Account, UnitsRefused
from tests import factories

AT_ONCE = 50


@pytest.fixture
def client_of_ours(dana: User) -> Organisation:
    """An organisation with ten units."""
    organisation = Organisation.objects.create(name="Meridian Shipping")
    units.grant(organisation, 10, by=dana, note="The plan of this year", key=uuid.uuid4())
    return organisation


def test_the_life_of_units(client_of_ours: Organisation, dana: User) -> None:
    units.reserve(client_of_ours, 3, reference="RQ-2026-000001", by=dana)
    units.reserve(client_of_ours, 2, reference="RQ-2026-000002", by=dana)
    assert units.account(client_of_ours) == Account(free=5, held=5)
    units.use(client_of_ours, reference="RQ-2026-000001", by=dana)
    units.release(client_of_ours, reference="RQ-2026-000002", by=None)
    units.expire(client_of_ours, 4, by=None, note="The year is over")
    assert units.account(client_of_ours) == Account(free=3, held=0)
    assert [(each.kind, each.amount) for each in client_of_ours.unit_entries.all()] == [
        ("granted", 10), ("reserved", -3), ("reserved", -2), ("used", 0), ("released", 2), ("expired", -4),
    ]  # fmt: skip


def test_what_is_not_free_is_not_reserved_nor_expired(client_of_ours: Organisation, dana: User) -> None:
    units.reserve(client_of_ours, 9, reference="RQ-2026-000001", by=dana)
    with pytest.raises(UnitsRefused, match="Meridian Shipping has 1 free units, and this takes 2"):
        units.reserve(client_of_ours, 2, reference="RQ-2026-000002", by=dana)
    with pytest.raises(UnitsRefused, match="has 1 free"):
        units.expire(client_of_ours, 2, by=None, note="")
    assert units.balance(client_of_ours) == 1


def test_settling_twice_changes_nothing(client_of_ours: Organisation, dana: User) -> None:
    units.reserve(client_of_ours, 3, reference="RQ-2026-000001", by=dana)
    assert units.release(client_of_ours, reference="RQ-2026-000001", by=dana)
    for settle in (units.release, units.use):
        assert settle(client_of_ours, reference="RQ-2026-000001", by=dana) is None
    assert units.balance(client_of_ours) == 10


def test_a_request_reserves_once_at_a_time(client_of_ours: Organisation, dana: User) -> None:
    units.reserve(client_of_ours, 1, reference="RQ-2026-000001", by=dana)
    with pytest.raises(UnitsRefused, match="reserved for RQ-2026-000001 already"):
        units.reserve(client_of_ours, 1, reference="RQ-2026-000001", by=dana)
    units.release(client_of_ours, reference="RQ-2026-000001", by=dana)
    units.reserve(client_of_ours, 2, reference="RQ-2026-000001", by=dana)
    assert units.held(client_of_ours, "RQ-2026-000001") == 2


def test_a_form_sent_twice_grants_once(client_of_ours: Organisation, dana: User) -> None:
    key = uuid.uuid4()
    first, second = (units.grant(client_of_ours, 5, by=dana, note="More", key=key) for _ in range(2))
    assert (first, units.balance(client_of_ours)) == (second, 15)


@pytest.mark.parametrize("count", [0, -1, 1_001])
def test_a_slip_of_the_keyboard_is_refused(client_of_ours: Organisation, dana: User, count: int) -> None:
    with pytest.raises(UnitsRefused, match="from 1 to 1,000"):
        units.grant(client_of_ours, count, by=dana, note="x", key=uuid.uuid4())


def test_units_without_a_reason_are_refused(client_of_ours: Organisation, dana: User) -> None:
    with pytest.raises(UnitsRefused, match="Say why"):
        units.grant(client_of_ours, 1, by=dana, note=" \n", key=uuid.uuid4())


def test_the_ledger_is_never_changed(client_of_ours: Organisation) -> None:
    with pytest.raises(FrozenRowError):
        client_of_ours.unit_entries.update(amount=1_000)


@pytest.mark.django_db(transaction=True)
def test_of_fifty_who_want_the_last_unit_at_once_one_gets_it() -> None:
    dana = factories.dana()
    organisation = Organisation.objects.create(name="Meridian Shipping")
    today = timezone.localdate()
    for ends in (today - timedelta(days=1), today):  # the last one of the year, beside one that is over
        units.allot(organisation, 1, ends=ends, note="The last one", key=uuid.uuid4())
    outcomes: list[str] = []
    gate = threading.Barrier(AT_ONCE)

    def take(number: int) -> None:
        try:
            gate.wait()
            units.reserve(organisation, 1, reference=f"RQ-2026-{number:06d}", by=dana)
            outcomes.append("won")
        except UnitsRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(each,)) for each in range(1, AT_ONCE + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["refused"] * (AT_ONCE - 1) + ["won"]
    assert (units.balance(organisation), UnitEntry.objects.filter(kind="reserved").count()) == (0, 1)
