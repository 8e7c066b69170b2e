"""What an organisation has by its subscriptions today: for its own page, and for whoever counts seats."""

from django.utils import timezone

from reports.models import Organisation, Subscription


def open_today(organisation: Organisation) -> list[Subscription]:
    """The subscriptions that open today; one in grace is among them until its next period has begun."""
    today = timezone.localdate()
    rows = Subscription.objects.filter(organisation=organisation, starts__lte=today)
    rows = rows.select_related("plan").prefetch_related("series").order_by("ends", "id")
    opened = [each for each in rows if each.term.is_open(today)]
    renewed = {each.renews_id for each in opened}
    return [each for each in opened if each.pk not in renewed]


def seats(organisation: Organisation) -> int | None:
    """How many people may belong to it: the seats of all that opens today; None where there is no limit."""
    each_has = [subscription.seats for subscription in open_today(organisation)]
    if not each_has or None in each_has:
        return None
    return sum(count for count in each_has if count is not None)
