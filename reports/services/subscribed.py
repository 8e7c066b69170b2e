"""What an organisation has by its subscriptions today: for its own page, and for whoever counts seats."""

from django.utils import timezone

from reports.models import Organisation, Subscription


def open_today(organisation: Organisation) -> list[Subscription]:
    """The subscriptions that open today, those in grace among them; the one that ends last comes last."""
    today = timezone.localdate()
    rows = Subscription.objects.filter(organisation=organisation, starts__lte=today)
    rows = rows.select_related("plan").prefetch_related("series").order_by("ends", "id")
    return [each for each in rows if each.term.is_open(today)]


def seats(organisation: Organisation) -> int | None:
    """How many people may belong to it: the seats of all that opens today; None where there is no limit."""
    each_has = [subscription.seats for subscription in open_today(organisation)]
    if not each_has or None in each_has:
        return None
    return sum(count for count in each_has if count is not None)
