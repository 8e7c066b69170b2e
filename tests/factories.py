"""People and things for tests, made through the doors that the service itself uses.

`request_at` walks the table of transitions, so a test's request has the history that a real one would have.
"""

import io
import uuid
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pikepdf
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.text import slugify

from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import canonical_json, digest
from reports.models import (
    Edition,
    Membership,
    Organisation,
    Plan,
    Publication,
    Report,
    Series,
    Subscription,
    User,
)
from reports.services import copies, jobs, judging, publishing, snapshots, storing
from requests_app.domain.asking import Asked
from requests_app.domain.reviewing import STANDARDS, Mark, Score, Verdict, needed
from requests_app.domain.workflow import Actor, Asks, Note, Status, Transition, find, path
from requests_app.models import Delivery, ReportRequest, Review
from requests_app.services import ballots, fulfilment, intake, quoting, reviewing, transitions, twins

ORGANISATION = "Meridian Shipping"
PASSWORD = "correct horse battery staple"


def person(name: str, *, groups: tuple[str, ...] = (), organisation: str = "", **fields: Any) -> User:
    """Somebody of that name, whose address is `name@example.org`; the same person when asked again."""
    email = f"{name.lower()}@example.org"
    user = User.objects.filter(email=email).first()
    if user:
        return user
    proven = {"address_proven_at": timezone.now()}
    user = User.objects.create_user(email, PASSWORD, name=name, is_staff=bool(groups), **proven, **fields)
    for group in groups:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    if organisation:
        home = Organisation.objects.get_or_create(name=organisation)[0]
        Membership.objects.create(organisation=home, user=user)
    return user


def alice() -> User:
    """A client."""
    return person("Alice", organisation=ORGANISATION)


def bob() -> User:
    """Alice's colleague."""
    return person("Bob", organisation=ORGANISATION)


def charlie() -> User:
    """A stranger, with an organisation of its own."""
    return person("Charlie", organisation="Elsewhere")


def dana() -> User:
    """Staff: she sorts requests and writes."""
    return person("Dana", groups=("triage", "analyst"))


def erin() -> User:
    """Staff: the second analyst, who reviews."""
    return person("Erin", groups=("analyst", "reviewer"))


def frank() -> User:
    """Staff: another reviewer."""
    return person("Frank", groups=("reviewer",))


_ASKED = Asked(
    name="Alice Adeyemi",
    email="alice@example.org",
    organisation=ORGANISATION,
    title="Will the northern ferry line close this winter?",
    questions=("Which harbours would be cut off?", "Who decides, and when?"),
    background="We lease two berths.",
    decision="Whether to renew the lease.",
    countries=("NO", "SE"),
    topics=("shipping",),
)


def asked(**changes: Any) -> Asked:
    """What a client asks; needed in thirty days unless said otherwise."""
    soon = timezone.localdate() + timedelta(days=30)
    return replace(_ASKED, **{"needed_by": soon, **changes})


def submit(*, by: User | None = None, **changes: Any) -> ReportRequest:
    """A new request, by alice unless said otherwise."""
    return intake.submit(asked(**changes), submission_key=uuid.uuid4(), by=by or alice()).request


def submit_by_link(**changes: Any) -> intake.Received:
    """A new request by somebody without an account, with the secret that was mailed."""
    return intake.submit(asked(**changes), submission_key=uuid.uuid4(), by=None)


def fill(report: Report) -> Report:
    """Give the report what it lacks, so that the linter is silent about it; what it says already stays."""
    _fill_sections(report)
    if not report.findings.exists():
        report.findings.create(position=1, text="The harbour stays open.")
    report.findings.filter(kind="").update(kind="fact")
    for name in ("Calm winter", "Hard winter")[report.scenarios.count() :]:
        report.scenarios.create(position=report.scenarios.count() + 1, name=name, text="Nothing happens.")
    by_summer = report.dated + timedelta(days=200)
    report.scenarios.filter(likelihood="").update(likelihood="unlikely")
    report.scenarios.filter(horizon=None).update(horizon=by_summer)
    report.scenarios.filter(indicators=[]).update(indicators=["Ice in the fairway"])
    if not report.sources.exists():
        report.sources.create(citation="Harbour log.", grade="A2", supports=["finding 1"])
    for number in range(1, len(report.questions) + 1):
        report.answers.get_or_create(position=number, defaults={"places": ["finding 1"]})
    if report.editions.exists() and not report.editor_note:
        report.editor_note = "A finding was added."
        report.save(update_fields=["editor_note"])
    return report


def _fill_sections(report: Report) -> None:
    told_elsewhere = {SectionKind.KEY_FINDINGS, SectionKind.SCENARIOS}
    needed = {spec.kind for spec in SPECS if spec.required} - told_elsewhere | {SectionKind.SOURCES}
    for kind in sorted(needed):
        section, _ = report.sections.get_or_create(kind=kind)
        if not section.body:
            section.body = f"The {section.get_kind_display().lower()} in one sentence."
            section.save(update_fields=["body"])


def approved(report: Report, *, by: User | None = None) -> Report:
    """The report as somebody who did not write it has approved it, by erin unless said otherwise."""
    judging.approve(fill(report), by=by or erin())
    return report


def move(request: ReportRequest, name: str) -> ReportRequest:
    """Take one row of the table as the person whose step it is."""
    row = find(name)
    if row.name == "deliver":
        return deliver(request)
    if row.asks is Asks.SCORECARD:
        return approve(request)
    if row.name == "send_to_review" and request.report:
        fill(request.report)
    actor = min(row.actors)
    by = request.client if actor is Actor.CLIENT else _STAFF[actor]() if actor in _STAFF else None
    transitions.apply(
        request,
        name,
        by=by,
        actor=None if by else actor,
        note="Because." if row.note is Note.REQUIRED else "",
        given=given_for(request, row),
    )
    return request


def approve(request: ReportRequest) -> ReportRequest:
    """All the reviewers that the service class promises vote for the wording; erin is the last."""
    voters = [frank, erin][-needed(request.service) :]
    for voter in voters:
        vote(request, by=voter())
    return request


def vote(
    request: ReportRequest, *, by: User, verdict: Verdict = Verdict.APPROVE, reason: str = "", words: str = ""
) -> ReportRequest:
    """Somebody votes on the text as it stands, with every standard met."""
    assert request.report_id
    wording = snapshots.wording(Report.objects.get(pk=request.report_id))
    scores = tuple(Score(number, title, Mark.MET, words) for number, title in STANDARDS)
    reviewing.vote(request, reviewing.Ballot(verdict, scores, reason, wording), by=by)
    return request


def ballots_of(request: ReportRequest, *people: User) -> None:
    """Votes of these people for the text as it stands, which nobody has counted."""
    assert request.report is not None
    for by in people:
        Review.objects.create(
            request=request,
            round=ballots.round_of(request),
            by=by,
            verdict=Review.Verdict.APPROVE,
            scorecard={},
            text_sha256=snapshots.wording(request.report),
        )


def given_for(request: ReportRequest, row: Transition) -> dict[str, Any]:
    """What the row asks for beside its note, as its form would have read it."""
    match row.asks:
        case Asks.TWIN:
            twin = twins.twins_of(request).first()
            return {"twin": (twin or submit(by=request.client, title="Asked before")).number}
        case Asks.QUOTE:
            return {"terms": terms()}
        case Asks.NAME:
            return {"name": "Alice Adeyemi"}
        case Asks.NOTICE:
            return {"kind": "correction", "notice": "Figure 2 showed last year."}
        case Asks.SCORECARD if request.stage is Status.IN_REVIEW:
            ballots_of(request, frank(), erin())
            return {}
        case _:
            return {}


def terms(**changes: Any) -> quoting.Terms:
    """What a quote says: an amount, valid for a week, due in a month, unless said otherwise."""
    today = timezone.localdate()
    usual = quoting.Terms(
        scope="Both questions, in ten pages.",
        due_on=today + timedelta(days=30),
        valid_until=today + timedelta(days=7),
        cents=480_000,
        currency="EUR",
    )
    in_units = {"cents": None, "currency": ""} if "units" in changes else {}
    return replace(usual, **in_units, **changes)


def request_at(status: Status, *, by: User | None = None, **changes: Any) -> ReportRequest:
    """A request that has come to `status` through the real door."""
    request = submit(by=by, **changes)
    for row in path(Status.SUBMITTED, status):
        move(request, row.name)
    return request


def deliver(request: ReportRequest) -> ReportRequest:
    """Do the job that approval has owed: the PDF is really printed."""
    job = jobs.latest(fulfilment.DELIVER, request.pk)
    assert job is not None
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "done", job.last_error
    request.refresh_from_db()
    return request


def deliver_stored(request: ReportRequest) -> ReportRequest:
    """Deliver an approved request with an edition whose file is stored; nothing is printed for it."""
    assert request.report is not None
    Delivery.objects.create(request=request, edition=edition_of(request.report))
    transitions.apply(request, "deliver", by=None, actor=Actor.SYSTEM)
    return request


_STAFF = {Actor.TRIAGE: dana, Actor.ANALYST: dana, Actor.REVIEWER: erin}


@cache
def master(*lines: str) -> bytes:
    """A PDF of one page that can be copied, with those lines of text; nothing is printed for it."""
    drawn = "".join(_line(line, at) for at, line in enumerate(lines))
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(595, 842)).obj
    page.Contents = pdf.make_stream(f"1 0 0 -1 0 842 cm\n0.75 0 0 0.75 0 0 cm\n{drawn}".encode())
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(
            F=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
    )
    pdf.Root.Metadata = pdf.make_stream(_XMP)
    written = io.BytesIO()
    pdf.save(written, static_id=True)
    return copies.make_master(written.getvalue(), "0" * 64)


_XMP = (
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format></rdf:Description></rdf:RDF>'
)


def _line(text: str, number: int) -> str:
    glyphs = "".join(f"<{ord(letter) % 256:02x}>0" for letter in text)
    return f"BT\n1 0 0 -1 100.000 {100 + 20 * number}.000 Tm\n/F 12 Tf\n[{glyphs}] TJ\nET\n"


OPEN_LEAD = "Two ferries serve the northern harbours."
LOCKED = "quicksilver"
"""A word that stands only in the locked part of a briefing."""


def briefing(
    slug: str = "northern-files-1-1",
    *,
    access: str = "open",
    series: str = "Northern Files",
    pdf: bytes = b"",
    **fields: Any,
) -> Publication:
    """A published briefing whose summary goes on, after its lead, with `LOCKED`; its file is stored."""
    home, _ = Series.objects.get_or_create(
        title=series, defaults={"slug": slugify(series, allow_unicode=True), "access": access}
    )
    about = {
        "title": "Ferries in Winter",
        "authors": ["Ada Lind"],
        "countries": ["NO"],
        "topics": ["shipping"],
    }
    place = {"volume": 1, "issue": home.reports.count() + 1}
    report = Report.objects.create(series=home, slug=slug, created_by=dana(), **{**about, **place, **fields})
    report.sections.create(
        kind=SectionKind.EXECUTIVE_SUMMARY, body=f"{OPEN_LEAD}\n\nBehind the lead: {LOCKED}."
    )
    report.sections.create(kind=SectionKind.ANALYSIS, body="The **ice** came early <b>this</b> year.")
    report.findings.create(position=1, text=f"One finding says {LOCKED}.")
    report.scenarios.create(position=1, name="Calm winter", text="Nothing happens.")
    return publishing.publish(report, edition_of(report, pdf=pdf), by=dana())


def edition_of(report: Report, *, number: int = 1, pdf: bytes = b"") -> Edition:
    """An edition of the report as it stands, with a stored file; nothing is printed."""
    pdf = pdf or master(report.title)
    text = canonical_json(snapshots.take(report, edition=number))
    name = storing.keep(pdf)
    return Edition.objects.create(
        report=report, number=number, supersedes=report.editions.filter(number=number - 1).first(),
        snapshot=text, snapshot_sha256=digest(text), html="", pdf_name=name, pdf_sha256=name[3:67],
        pdf_size=len(pdf), pages=4, frozen_by=dana(),
    )  # fmt: skip


def plan(*, units: int = 0, **terms: Any) -> Plan:
    """What the house offers: the northern series, with so many units a year for full assessments."""
    series, _ = Series.objects.get_or_create(title="Northern Files", defaults={"slug": "northern-files"})
    made = Plan.objects.create(**{"name": f"Plan {Plan.objects.count() + 1}", **terms})
    made.series.add(series)
    if units:
        made.allowances.create(service_class="full", units=units)
    return made


def subscribe(user: User, series: Series, **terms: Any) -> Subscription:
    """Let the person's organisation read a series, today and tomorrow."""
    today = timezone.localdate()
    organisation = Organisation.objects.get(memberships__user=user)
    paid = Subscription.objects.create(
        organisation=organisation,
        starts=today,
        ends=today + timedelta(days=1),
        grace_days=0,
        state="active",
        **terms,
    )
    paid.series.add(series)
    return paid
