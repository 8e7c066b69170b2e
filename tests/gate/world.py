"""One house with everything in it that an address can be of, and everybody who may stand at one.

Two requests of the same client (one quoted, one delivered), three drafts, a subscribers' briefing, and a row
of each model of the staff's pages; `LOCKED` and `SECRET` stand where only their audience may read.
"""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.utils import timezone
from PIL import Image

from reports import downloads
from reports.models import (
    CorrectionKind,
    FigureImage,
    Job,
    JobState,
    Mail,
    Membership,
    Organisation,
    Publication,
    Report,
    Subscription,
    User,
)
from reports.services import corrections, mailing, pictures, publishing, storing
from requests_app.domain.workflow import Status
from requests_app.models import (
    Attachment,
    CannedReply,
    ChecklistItem,
    Delivery,
    DraftState,
    Holiday,
    IntakeNotice,
    Quote,
    ReportRequest,
    RequestDraft,
    SavedFilter,
)
from requests_app.services import confirming
from tests import factories
from tests.gate import households
from tests.gate.households import Household

SECRET = "mercurial"
"""A word that stands only in what alice asked."""
ELSEWHERE = "Elsewhere"
NOBODY = "nobody"


@dataclass
class World:
    """What stands in the house; `people` in the order of the table."""

    people: dict[str, User | None]
    briefing: Publication
    request: ReportRequest
    asked: ReportRequest
    draft: RequestDraft
    held: RequestDraft
    waiting: RequestDraft
    stop: str
    household: Household
    rows: dict[str, Model]

    @property
    def digest(self) -> str:
        """Of the picture in the briefing."""
        name: str = FigureImage.objects.latest("pk").name.split("/")[1].partition(".")[0]
        return name


def build() -> World:
    """The house, made through its doors where there are any."""
    people = _people()
    briefing = _briefing()
    asked = _asked(Status.QUOTED, title=f"Asked lately {SECRET}")
    request = _delivered()
    drafts = [_draft(DraftState.TYPING), _draft(DraftState.HELD, held_because="Haste.")]
    waiting = _draft(DraftState.UNCONFIRMED)
    confirming.ask(waiting, "alice@example.org")
    waiting.refresh_from_db()
    household = households.build()
    world = World(people, briefing, request, asked, *drafts, waiting, _optional_mail(), household, {})
    world.rows = _rows(world)
    return world


def _people() -> dict[str, User | None]:
    alice = factories.alice()
    alice.memberships.update(role=Membership.Role.OWNER)
    removed = factories.person("Removed", organisation=factories.ORGANISATION)
    lapsed = factories.person("Lapsed", organisation="Lapsed Lines")
    admin_ = factories.person("Admin", is_superuser=True)
    grace = factories.person("Grace")
    User.objects.filter(pk__in=[admin_.pk, grace.pk]).update(is_staff=True)
    clients = [alice, factories.bob(), factories.charlie(), lapsed, removed]
    named = factories.person("Nadia", organisation=ELSEWHERE)
    staff = [factories.dana(), factories.erin(), factories.frank()]
    others = [factories.person("Edith", groups=("editor",)), factories.person("Annick", groups=("accounts",))]
    everybody = [*clients, named, *staff, *others, grace, admin_]
    return {NOBODY: None} | {each.name.lower(): User.objects.get(pk=each.pk) for each in everybody}


def _briefing() -> Publication:
    briefing = factories.briefing("locked-files-1-1", series="Locked Files", access="subscribers")
    _picture(briefing.report)
    edition = factories.edition_of(briefing.report, number=2)
    briefing = publishing.publish(briefing.report, edition, by=factories.dana())
    today = timezone.localdate()
    for name, ends in ((factories.ORGANISATION, today), ("Lapsed Lines", today - timedelta(days=1))):
        home = Organisation.objects.get(name=name)
        paid = Subscription.objects.create(
            organisation=home, starts=today - timedelta(days=30), ends=ends, state="active", grace_days=0
        )
        paid.series.add(briefing.series)
    return briefing


def _asked(status: Status, **fields: Any) -> ReportRequest:
    request = factories.request_at(status, readers=("nadia@example.org",), **fields)
    attached(request=request)
    return request


def _delivered() -> ReportRequest:
    """A report that was delivered without printing one."""
    request = _asked(Status.IN_PRODUCTION, title=f"Delivered {SECRET}")
    assert request.report is not None
    request.report.sections.filter(kind="analysis").update(body=f"It says {SECRET}.")
    Delivery.objects.create(request=request, edition=factories.edition_of(request.report))
    ReportRequest.objects.filter(pk=request.pk).update(status="delivered", resolution="answered", version=9)
    request.refresh_from_db()
    Quote.objects.create(
        request=request, number=1, cents=1, currency="EUR", scope=SECRET, by=factories.dana(),
        due_on=timezone.localdate(), valid_until=timezone.localdate(),
    )  # fmt: skip
    return request


def _draft(state: DraftState, **fields: Any) -> RequestDraft:
    typed = {"title": SECRET, "email": "alice@example.org"}
    draft = RequestDraft.objects.create(owner=factories.alice(), typed=typed, state=state, **fields)
    attached(draft=draft)
    return draft


def attached(**home: Any) -> Attachment:
    stored = storing.keep(b"%PDF-1.7 " + SECRET.encode())
    return Attachment.objects.create(
        position=1, name=f"{SECRET}.pdf", media_type="application/pdf", size=20, sha256=stored[3:67],
        stored_name=stored, **home,
    )  # fmt: skip


def _rows(world: World) -> dict[str, Model]:
    """A row of each model that has pages in the admin, by `app_model`."""
    dana, day = factories.dana(), timezone.localdate()
    edition = world.briefing.edition
    answered = RequestDraft.objects.create(
        owner=factories.alice(), state=DraftState.ANSWERED, answered_by=edition
    )
    downloads.send(world.request.deliveries.get().edition, reader=factories.alice(), address="alice")
    SavedFilter.objects.create(owner=dana, name="Mine", query="q=T")
    Job.objects.filter(pk=Job.objects.latest("pk").pk).update(
        state=JobState.FAILED, ended_at=timezone.now(), last_error="Refused."
    )
    made: dict[str, Model] = {
        "requests_app_reportrequest": world.request,
        "requests_app_helddraft": world.held,
        "requests_app_savedrequest": answered,
        "requests_app_cannedreply": CannedReply.objects.create(title="T", text="T"),
        "requests_app_checklistitem": ChecklistItem.objects.create(service_class="full", text="T"),
        "requests_app_holiday": Holiday.objects.create(day=day, name="T"),
        "requests_app_intakenotice": IntakeNotice.objects.create(text="T", by=dana),
        "reports_report": world.request.report,  # type: ignore[dict-item]
        "reports_edition": world.request.deliveries.get().edition,
        "reports_correction": corrections.correct(
            edition, CorrectionKind.CORRECTION, note=f"A figure {factories.LOCKED}.", by=dana
        ),
        "reports_mail": Mail.objects.filter(reference=world.request.number).latest("pk"),
        "reports_job": Job.objects.get(state=JobState.FAILED),
    }
    made |= world.household.rows
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        row = made.get(name) or model._default_manager.order_by("pk").last()
        assert row is not None, f"Give tests/gate/world.py a row of {name}."
        made[name] = row
    return made


def _picture(report: Report) -> None:
    """A picture in the locked part."""
    drawn = io.BytesIO()
    Image.new("RGB", (2, 2)).save(drawn, "PNG")
    taken = pictures.take_in(drawn.getvalue())
    report.figures.create(
        position=1, name=pictures.stored_name(taken.digest, taken.media_type), media_type=taken.media_type,
        width=taken.width, height=taken.height, caption=factories.LOCKED,
    )  # fmt: skip


def _optional_mail() -> str:
    """The token of a mail that its reader may stop."""
    mail = mailing.queue_optional(
        "requests_app/mail/message", to="alice@example.org", context={"number": "R", "link": "/"}, key="gate"
    )
    assert mail is not None
    return mailing.stopping_address(mail).rstrip("/").rpartition("/")[2]
