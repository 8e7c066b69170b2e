"""What an organisation has today: the seats of all that opens, and no limit where one has none."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reports.models import User
from reports.services import subscribed
from tests import factories

pytestmark = pytest.mark.django_db


def test_seats_add_up_over_what_opens_today(alice: User) -> None:
    series = factories.plan().series.get()
    organisation = alice.memberships.get().organisation
    assert subscribed.seats(organisation) is None
    yesterday = timezone.localdate() - timedelta(days=1)
    for terms in ({"seats": 5}, {"seats": 2}, {"seats": 40, "state": "cancelled"}):
        paid = factories.subscribe(alice, series, seats=terms["seats"])
        type(paid).objects.filter(pk=paid.pk).update(**terms)
    assert subscribed.seats(organisation) == 7

    grace = factories.subscribe(alice, series, seats=1)
    type(grace).objects.filter(pk=grace.pk).update(starts=yesterday, ends=yesterday, grace_days=1)
    assert subscribed.seats(organisation) == 8
    assert subscribed.open_today(organisation)[0].term.in_grace(timezone.localdate())

    following = factories.subscribe(alice, series, seats=3)
    type(grace).objects.filter(pk=following.pk).update(renews=grace)
    assert subscribed.seats(organisation) == 10

    factories.subscribe(alice, series)
    assert subscribed.seats(organisation) is None
