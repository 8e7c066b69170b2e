"""Reminders that a subscription ends: to whom, on which days, once each, and none where there is no need."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from reports.domain.subscribing import reminder_due
from reports.models import Mail, Membership, Subscription, User
from reports.services import reminding, subscriptions
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 6, 1)


@pytest.fixture
def paid(alice: User, bob: User, charlie: User, dana: User, erin: User) -> Subscription:
    """Of alice, who owns her organisation; bob is a member, charlie owns another one."""
    Membership.objects.filter(user__in=[alice, charlie]).update(role=Membership.Role.OWNER)
    client = alice.memberships.get().organisation
    made = subscriptions.begin(client, factories.plan(name="North"), starts=TODAY, by=dana)
    subscriptions.apply(made, "activate", by=dana, note="Paid by cheque.")
    return made


def ends_in(days: int, **changes: Any) -> None:
    today = timezone.localdate()
    Subscription.objects.update(
        starts=today - timedelta(days=300), ends=today + timedelta(days=days), **changes
    )


def sent() -> list[tuple[str, str]]:
    """What was sent to whom since it was asked last."""
    rows = sorted(Mail.objects.values_list("to", "subject"))
    Mail.objects.all().delete()
    return rows


def test_on_which_days_which_reminder_is_due() -> None:
    due = {left: reminder_due(TODAY + timedelta(days=left), TODAY) for left in range(62, -12, -1)}
    assert {left: stage for left, stage in due.items() if stage is not None} == {
        **dict.fromkeys((60, 59, 58), 60), **dict.fromkeys((30, 29, 28), 30), **dict.fromkeys((7, 6, 5), 7),
        **dict.fromkeys((0, -1, -2), 0), **dict.fromkeys((-7, -8, -9), -7),
    }  # fmt: skip


def test_owners_and_staff_are_reminded_once_for_each_day(paid: Subscription) -> None:
    for days in (60, 59):  # the second is the same reminder a day later, as long as its end is the same
        ends_in(60)
        with pytest.MonkeyPatch.context() as patch:
            today = timezone.localdate() + timedelta(days=60 - days)
            patch.setattr(timezone, "localdate", lambda today=today: today)
            reminding.sweep()
    ends = Subscription.objects.get().ends
    told = f"SUB-{paid.pk}: the subscription ends on {ends:%-d %B %Y}"
    assert sent() == [("alice@example.org", told), ("dana@example.org", told)]

    grace = factories.person("Grace", groups=("accounts",))
    ends_in(-7)
    reminding.sweep()
    told = f"SUB-{paid.pk}: the subscription has ended"
    assert sent() == [("alice@example.org", told), (grace.email, told)]


@pytest.mark.parametrize(
    "changes", [{"state": "cancelled"}, {"state": "ending"}, {"state": "awaiting_payment"}, {"days": 61}]
)
def test_nobody_is_reminded_without_need(paid: Subscription, changes: dict[str, Any]) -> None:
    ends_in(changes.pop("days", 30), **changes)
    reminding.sweep()
    assert sent() == []


def test_what_waits_for_payment_is_said_and_what_is_paid_ends_the_reminding(
    paid: Subscription, dana: User
) -> None:
    ends_in(30)
    subscriptions.apply(paid, "renew", by=dana)
    reminding.sweep()
    mail = Mail.objects.get(to="alice@example.org")
    assert "The next period is ready and begins when it is paid." in mail.text
    assert "Meridian" not in mail.text + mail.html
    assert "Meridian Shipping" in Mail.objects.get(to="dana@example.org").text
    sent()

    subscriptions.apply(Subscription.objects.get(renews=paid), "pay", by=None)
    reminding.sweep()
    assert sent() == []


def test_who_reads_on_in_grace_is_told_until_when(paid: Subscription) -> None:
    ends_in(-7, grace_days=14)
    reminding.sweep()
    text = Mail.objects.get(to="alice@example.org").text
    until = timezone.localdate() + timedelta(days=7)
    assert f"It stays open until {until:%-d %B %Y}." in text
    sent()
    ends_in(-7, grace_days=0)
    reminding.sweep()
    assert "It is closed now." in Mail.objects.get(to="alice@example.org").text
