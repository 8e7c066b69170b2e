"""Units of a subscription: given once a year, over with it, spent before those that never end."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from reports.domain.subscribing import add_months
from reports.models import Organisation, Subscription, UnitEntry, User
from reports.services import allotting, subscriptions, units
from reports.services.units import Account, UnitsRefused
from tests import factories

pytestmark = pytest.mark.django_db

NUMBER = "RQ-2026-000001"


def running(by: User, *, starts: date | None = None, **terms: Any) -> Subscription:
    """A subscription of alice's organisation with twelve units a year, that runs."""
    client = factories.alice().memberships.get().organisation
    first = starts or timezone.localdate()
    paid = subscriptions.begin(client, factories.plan(units=12, **terms), starts=first, by=by)
    subscriptions.apply(paid, "activate", by=by, note="Paid by cheque.")
    return paid


def ledger(organisation: Organisation) -> list[tuple[str, int, date | None]]:
    return list(UnitEntry.objects.filter(organisation=organisation).values_list("kind", "amount", "ends"))


def test_the_units_of_a_year_are_given_when_it_opens_and_once(dana: User) -> None:
    paid = running(dana)
    for _ in range(2):
        allotting.sweep()
    assert ledger(paid.organisation) == [("granted", 12, paid.ends)]
    assert allotting.renews_on(paid.organisation) is None

    subscriptions.apply(paid, "amend", by=dana, note="For good.", given={"ends": None})
    assert allotting.renews_on(paid.organisation) == add_months(paid.starts, 12)


def test_a_subscription_that_begins_later_has_its_units_that_day(dana: User) -> None:
    paid = running(dana, starts=timezone.localdate() + timedelta(days=1))
    allotting.sweep()
    assert ledger(paid.organisation) == []
    assert allotting.renews_on(paid.organisation) == paid.starts
    Subscription.objects.update(starts=timezone.localdate())
    allotting.sweep()
    assert ledger(paid.organisation) == [("granted", 12, paid.ends and paid.ends - timedelta(days=1))]


def test_of_several_years_each_has_its_units_and_only_the_one_that_runs(dana: User) -> None:
    starts = add_months(timezone.localdate(), -13)
    paid = running(dana, starts=starts, months=36)
    assert ledger(paid.organisation) == [("granted", 12, add_months(starts, 24) - timedelta(days=1))]
    assert allotting.renews_on(paid.organisation) == add_months(starts, 24)


def over_yesterday(paid: Subscription) -> date:
    """What stands in the ledger of units that ended yesterday, beside five that never end."""
    yesterday = timezone.localdate() - timedelta(days=1)
    by = factories.dana()
    units.allot(paid.organisation, 12, ends=yesterday, note="Last year", key=uuid.uuid4())
    units.grant(paid.organisation, 5, by=by, note="Extra", key=uuid.uuid4())
    return yesterday


def test_what_is_left_of_a_year_expires_once_and_extra_units_stay(dana: User) -> None:
    paid = running(dana)
    yesterday = over_yesterday(paid)
    for _ in range(2):
        allotting.sweep()
    assert [row for row in ledger(paid.organisation) if row[0] == "expired"] == [("expired", -12, yesterday)]
    assert units.account(paid.organisation) == Account(free=17, held=0)


def test_nobody_reserves_what_is_over_though_no_sweep_has_run(dana: User) -> None:
    paid = running(dana)
    over_yesterday(paid)
    with pytest.raises(UnitsRefused, match="has 17 free units, and this takes 18"):
        units.reserve(paid.organisation, 18, reference=NUMBER, by=dana)


def test_what_comes_back_after_its_year_is_over_at_once(dana: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = factories.alice().memberships.get().organisation
    yesterday = timezone.localdate() - timedelta(days=1)
    units.grant(client, 5, by=dana, note="Extra", key=uuid.uuid4())
    units.allot(client, 3, ends=yesterday, note="The year", key=uuid.uuid4())
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "localdate", lambda: yesterday)
        units.reserve(client, 4, reference=NUMBER, by=dana)
    allotting.sweep()

    units.release(client, reference=NUMBER, by=None)

    assert units.balance(client) == 5
    assert [row for row in ledger(client) if row[0] == "expired"] == [
        ("expired", 0, yesterday),
        ("expired", -3, yesterday),
    ]


def test_a_subscription_that_is_cancelled_at_once_takes_its_free_units_with_it(dana: User) -> None:
    paid = running(dana)
    units.grant(paid.organisation, 5, by=dana, note="Extra", key=uuid.uuid4())
    units.reserve(paid.organisation, 2, reference=NUMBER, by=dana)
    subscriptions.apply(paid, "cancel", by=dana, note="Asked for it.")
    assert units.account(paid.organisation) == Account(free=5, held=2)
