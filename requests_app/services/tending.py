"""What the desk does about a request without moving it: puts it off to a day, and ticks what is done.

Neither is told to the client. A deferral ends by its day, by hand, or by the client's word.
"""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from reports.models import User
from requests_app.models import ChecklistItem, ChecklistTick, InternalNote, ReportRequest
from requests_app.services.transitions import TransitionRefused

REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the checklist, and who ticked it when, if somebody did."""

    item: ChecklistItem
    tick: ChecklistTick | None


def checklist(request: ReportRequest) -> list[Task]:
    """What is to be done for a request of its class; a retired item stays where it was ticked."""
    ticks = {tick.item_id: tick for tick in request.ticks.select_related("by")}
    items = ChecklistItem.objects.filter(service_class=request.service_class)
    return [Task(item, ticks.get(item.pk)) for item in items if item.pk in ticks or not item.is_retired]


def tick(request: ReportRequest, item_id: int, *, by: User, done: bool) -> None:
    """Tick one item or take its tick away; each alone, so nobody undoes what another has just done."""
    item = ChecklistItem.objects.filter(pk=item_id, service_class=request.service_class).first()
    if item is None:
        raise TransitionRefused("This is on no list of this request; open the page anew.")
    if done:
        ChecklistTick.objects.get_or_create(request=request, item=item, defaults={"by": by})
    else:
        ChecklistTick.objects.filter(request=request, item=item).delete()


@transaction.atomic
def put_off(request: ReportRequest, until: date, *, because: str, by: User) -> None:
    """Keep a request out of the queue until a day; the reason is kept as a note of the house as well."""
    because = because.strip()
    if not because:
        raise TransitionRefused("Say why it is put off; the next who looks will ask.")
    if until <= timezone.localdate():
        raise TransitionRefused("Choose a day after today; until then it is out of the queue.")
    held = ReportRequest.objects.select_for_update().get(pk=request.pk)
    if not held.stage.is_open:
        raise TransitionRefused(f"The request is {held.stage.label.lower()}; there is nothing to put off.")
    if (held.deferred_until, held.deferred_because) == (until, because[:REASON_LENGTH]):
        return
    _defer(request, until, because[:REASON_LENGTH])
    InternalNote.objects.create(request=request, text=f"Put off until {until:%-d %B %Y}: {because}", by=by)


def bring_back(request: ReportRequest) -> None:
    """Show a request in the queue again."""
    _defer(request, None, "")


def _defer(request: ReportRequest, until: date | None, because: str) -> None:
    request.deferred_until, request.deferred_because = until, because
    ReportRequest.objects.filter(pk=request.pk).update(deferred_until=until, deferred_because=because)
