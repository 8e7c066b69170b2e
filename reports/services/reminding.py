"""Reminds owners and staff that a subscription ends, before and after it: each of them once for each day.

Nobody is reminded of one that was cancelled, or whose next period is paid already; days are those of the
house's time zone.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from reports.domain import subscribing
from reports.domain.subscribing import REMINDERS, State
from reports.models import Mail, Membership, Subscription, User
from reports.services import mailing

_TEMPLATE = "reports/mail/subscription_ends"
_MARGIN = timedelta(days=3)


def sweep() -> None:
    """Owe the reminders that are due today."""
    today = timezone.localdate()
    for subscription in _near_their_end(today):
        days = subscribing.reminder_due(subscription.ends, today) if subscription.ends else None
        if days is not None:
            remind(subscription, days)


def remind(subscription: Subscription, days: int) -> None:
    """Owe one reminder to each who is to have it; the same again owes nothing new."""
    cause = f"SUB-{subscription.pk}/{subscription.ends}/{days}"
    people = [*((each, False) for each in _owners(subscription)), *((each, True) for each in staff())]
    keys = {f"{cause}/{person.pk}": (person, is_staff) for person, is_staff in people}
    known = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in keys.keys() - known:
        person, is_staff = keys[key]
        context = _context(subscription, is_staff=is_staff)
        mailing.queue(
            _TEMPLATE, to=person.email, context=context, key=key, reference=f"SUB-{subscription.pk}"
        )


def staff() -> QuerySet[User]:
    """Accounts; where nobody is of that group, whoever sorts requests."""
    people = User.objects.filter(is_active=True, is_staff=True)
    accounts = people.filter(groups__name="accounts")
    return accounts if accounts.exists() else people.filter(groups__name="triage")


def _near_their_end(today: date) -> QuerySet[Subscription]:
    first, last = today + timedelta(days=min(REMINDERS)) - _MARGIN, today + timedelta(days=max(REMINDERS))
    rows = Subscription.objects.filter(state=State.ACTIVE.value, ends__range=(first, last))
    paid = Subscription.objects.filter(state=State.ACTIVE.value, renews__isnull=False).values("renews")
    return rows.exclude(pk__in=paid).select_related("organisation", "plan", "renewed_by")


def _owners(subscription: Subscription) -> QuerySet[User]:
    return User.objects.filter(
        is_active=True,
        memberships__organisation=subscription.organisation_id,
        memberships__role=Membership.Role.OWNER,
    )


def _context(subscription: Subscription, *, is_staff: bool) -> dict[str, Any]:
    """What the mail says; the name of the client is for staff alone."""
    today, term = timezone.localdate(), subscription.term
    following = getattr(subscription, "renewed_by", None)
    page = reverse("admin:reports_subscription_change", args=[subscription.pk])
    return {
        "number": f"SUB-{subscription.pk}",
        "plan": subscription.plan.name if subscription.plan else "",
        "ends": term.ends,
        "last_day": term.last_day,
        "is_over": term.ends is not None and term.ends < today,
        "is_open": term.is_open(today),
        "waits": following is not None and following.state == State.AWAITING_PAYMENT.value,
        "link": settings.SITE_URL + page if is_staff else "",
        "client": subscription.organisation.name if is_staff else "",
    }
