"""The door of subscriptions: what begins, changes and ends one, who did it and why, and only once."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from reports.models import Organisation, Plan, Series, Subscription, SubscriptionEvent, User
from reports.models.frozen import FrozenRowError
from reports.services import access, subscriptions
from reports.services.subscriptions import SubscriptionRefused
from tests import factories

pytestmark = pytest.mark.django_db


def begun(by: User, **terms: Any) -> Subscription:
    """A subscription of alice's organisation on a plan, that waits for approval."""
    client = factories.alice().memberships.get().organisation
    return subscriptions.begin(client, factories.plan(**terms), starts=timezone.localdate(), by=by)


def test_the_terms_of_a_plan_are_copied_when_it_begins(dana: User) -> None:
    paid = begun(dana, seats=5, embargo_days=7, cents=120_000, units=12)
    Plan.objects.update(seats=1, embargo_days=90, cents=1)
    paid.plan.series.clear()  # type: ignore[union-attr]

    paid.refresh_from_db()

    today = timezone.localdate()
    assert (paid.seats, paid.embargo_days, paid.cents, paid.units_a_year) == (5, 7, 120_000, 12)
    assert (paid.starts, paid.state) == (today, "needs_approval")
    assert paid.ends == date(today.year + 1, today.month, today.day) - timedelta(days=1)
    assert [each.title for each in paid.series.all()] == ["Northern Files"]


def test_each_step_opens_or_closes_and_is_kept_with_who_and_why(alice: User, dana: User) -> None:
    paid = begun(dana)
    series = paid.series.get().pk
    steps = ("approve", "pay", "cancel_at_end", "resume", "cancel")
    opened = []
    for name in steps:
        subscriptions.apply(paid, name, by=None if name == "pay" else dana, note="As agreed.")
        opened.append((paid.state, access.reader_of(alice).series == {series: 0}))

    assert opened == [
        ("awaiting_payment", False),
        ("active", True),
        ("ending", True),
        ("active", True),
        ("cancelled", False),
    ]
    told = [(each.name, each.source, str(each.by), each.note) for each in paid.events.order_by("id")]
    assert told[0] == ("begin", "", "Dana", "")
    assert told[2] == ("pay", "awaiting_payment", "None", "As agreed.")
    assert [each[0] for each in told[1:]] == list(steps)


@pytest.mark.parametrize(
    ("name", "note", "given", "sentence"),
    [
        ("pay", "", {}, "not possible now: the subscription is needs approval"),
        ("begin", "", {}, "no such step"),
        ("cancel", " ", {}, "needs a reason"),
        ("cancel", "x" * 401, {}, "keep it to 400"),
        ("amend", "Why", {}, "Nothing was changed"),
        ("amend", "Why", {"ends": date(2000, 1, 1)}, "on or after the day it starts"),
    ],
)
def test_a_refusal_is_a_sentence_and_changes_nothing(
    dana: User, name: str, note: str, given: dict[str, Any], sentence: str
) -> None:
    paid = begun(dana)
    with pytest.raises(SubscriptionRefused, match=sentence):
        subscriptions.apply(paid, name, by=dana, note=note, given=given)
    paid.refresh_from_db()
    assert (paid.state, paid.events.count()) == ("needs_approval", 1)


def test_a_changed_term_is_kept_as_it_was_and_as_it_is(dana: User) -> None:
    paid = begun(dana, seats=5)
    other = Series.objects.create(title="Other Files", slug="other")

    event = subscriptions.apply(
        paid, "amend", by=dana, note="They grew.", given={"seats": 9, "ends": None, "series": [other]}
    )

    ends = date(paid.starts.year + 1, paid.starts.month, paid.starts.day) - timedelta(days=1)
    assert event.changes == {
        "seats": ["5", "9"],
        "ends": [str(ends), "None"],
        "series": ["Northern Files", "Other Files"],
    }
    assert (paid.seats, paid.ends, paid.state) == (9, None, "needs_approval")
    with pytest.raises(SubscriptionRefused, match="It has no end"):
        subscriptions.apply(active(paid, dana), "cancel_at_end", by=dana, note="Why")


def active(paid: Subscription, by: User) -> Subscription:
    subscriptions.apply(paid, "activate", by=by, note="Paid by cheque.")
    return paid


def test_the_next_period_begins_the_day_after_on_the_plan_as_it_is_then(dana: User) -> None:
    paid = active(begun(dana, cents=100), dana)
    Plan.objects.update(cents=200)
    assert paid.ends is not None

    subscriptions.renew_due(paid.ends - timedelta(days=61))
    assert not Subscription.objects.filter(renews=paid).exists()
    for _ in range(2):
        subscriptions.renew_due(paid.ends - timedelta(days=60))

    following = Subscription.objects.get(renews=paid)
    assert (following.starts, following.state) == (paid.ends + timedelta(days=1), "awaiting_payment")
    assert (paid.cents, following.cents, paid.state) == (100, 200, "active")
    with pytest.raises(SubscriptionRefused, match="there already"):
        subscriptions.apply(paid, "renew", by=dana)


def test_the_database_refuses_what_cannot_be(dana: User) -> None:
    paid = begun(dana)
    for wrong in ({"state": "lapsed"}, {"state": "ending", "ends": None}, {"vat_rate": 51}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.filter(pk=paid.pk).update(**wrong)
    with pytest.raises(FrozenRowError):
        SubscriptionEvent.objects.update(note="")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_cancel_at_once_one_is_told() -> None:
    dana = factories.dana()
    paid = active(begun(dana), dana)
    outcomes: list[str] = []
    gate = threading.Barrier(2)

    def cancel() -> None:
        try:
            gate.wait()
            subscriptions.apply(Subscription.objects.get(pk=paid.pk), "cancel", by=dana, note="Asked for it.")
            outcomes.append("done")
        except SubscriptionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=cancel) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["done", "refused"]
    assert paid.events.filter(name="cancel").count() == 1


def test_another_organisation_reads_nothing_of_it(charlie: User, dana: User) -> None:
    active(begun(dana), dana)
    assert access.reader_of(charlie).series == {}
    assert Organisation.objects.count() == 2
