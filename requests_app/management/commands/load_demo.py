"""`manage.py load_demo`: people, briefings and requests to look at, all of them marked as a demonstration.

It goes through the doors that everybody uses, and does nothing where a demonstration was loaded before.
"""

import uuid
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from reports.domain.marking import Marking
from reports.importing import drafting, typed
from reports.models import Membership, Organisation, Plan, Report, Series, SeriesAccess, User
from reports.services import (
    composing,
    history,
    inviting,
    invoicing,
    issuing,
    judging,
    people,
    receiving,
    snapshots,
    subscriptions,
    units,
)
from requests_app.domain.asking import Asked
from requests_app.models import ReportRequest
from requests_app.services import conversing, intake, quoting, transitions

TEXTS = Path(settings.BASE_DIR) / "reports" / "demo"
CLIENT = "Meridian Freight (demo)"
STAFF = (
    ("dana@house.example", "Dana (demo analyst)", ("triage", "analyst")),
    ("erin@house.example", "Erin (demo analyst)", ("triage", "analyst", "reviewer")),
    ("ed@house.example", "Ed (demo editor)", ("analyst", "reviewer", "editor")),
    ("grace@house.example", "Grace (demo accounts)", ("accounts",)),
)
ISSUER = invoicing.Issuer(
    "Tailored Briefings (demo)", "1 Example Street; 00000 Nowhere", "", "DE89370400440532013000"
)
SERIES = (
    ("Persian Files", SeriesAccess.OPEN, "Iran and its neighbourhood: politics, security, trade."),
    ("Corridor Watch", SeriesAccess.SUBSCRIBERS, "Straits, canals and railways, and what stops on them."),
    ("Caucasus Ledger", SeriesAccess.REGISTERED, "Borders, laws and loyalties between two seas."),
)
ASKED = (
    Asked(
        name="Alice (demo client)",
        email="alice@client.example",
        organisation=CLIENT,
        title="Will the Red Sea route be usable for our spring contracts?",
        questions=(
            "Which carriers have said when they will come back?",
            "What would make the insurers lower the war premium?",
        ),
        background="We book container space twice a year. This is a demonstration.",
        decision="Whether to fix prices for the southern route in February.",
        countries=("YE", "EG", "SA"),
        topics=("shipping", "insurance"),
    ),
    Asked(
        name="Alice (demo client)",
        email="alice@client.example",
        organisation=CLIENT,
        title="How stable is the rail link through Georgia?",
        questions=("What could close it for longer than a week?",),
        background="A demonstration of a request that is being read.",
        decision="A second supplier in Baku.",
        marking=Marking.GREEN,
        countries=("GE", "AZ"),
        topics=("railways",),
    ),
    Asked(
        name="Alice (demo client)",
        email="alice@client.example",
        organisation=CLIENT,
        title="Exposure of overland freight to closures on the Turkey–Iraq–Gulf route",
        questions=(
            "Where can the route be cut, and for how long?",
            "What are the ways round, and what do they cost in days?",
        ),
        background="A demonstration of a request that is being written.",
        decision="Whether to move a third of the freight to the road.",
        countries=("TR", "IQ", "KW"),
        topics=("overland freight",),
    ),
)


class Command(BaseCommand):
    help = "Load the demonstration: people, briefings and requests."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This loads people with known passwords; set DEMO=1 if that is what you want.")
        if User.objects.filter(email="alice@client.example").exists():
            return
        _publish()
        with transaction.atomic():
            alice, dana = _people()
            _ask(alice, dana)


def _publish() -> None:
    """The series first, so that each has its readers before its first briefing."""
    for title, access, description in SERIES:
        slug = title.lower().replace(" ", "-")
        Series.objects.get_or_create(
            title=title, defaults={"slug": slug, "access": access, "description": description}
        )
    for file in sorted((TEXTS / "briefings").glob("*.txt")):
        typed_parts = TEXTS / "parts" / f"{file.stem}.json"
        whole = typed_parts.exists()
        call_command("import_briefing", file, publish=not whole, replace=True, stdout=StringIO())
        if whole:
            _issue(file, typed_parts)


def _issue(file: Path, typed_parts: Path) -> None:
    """Add to an imported text what it cannot say of itself, and publish it without a single waiver."""
    report = composing.find_issue(drafting.read(file, series=None)[1])
    if report is None:
        raise CommandError(f"{file.name} was not imported.")
    _complete(report, typed_parts, by=receiving.importer())
    judging.approve(report, by=receiving.operator())
    issuing.issue_now(report, by=receiving.operator())


def _complete(report: Report, typed_parts: Path, *, by: User) -> None:
    text = typed.added(snapshots.take(report, edition=0), typed_parts)
    history.save(report, text, began_from=report.version, by=by, note="Typed parts added")


def _people() -> tuple[User, User]:
    """Staff, and a client whose organisation subscribes: its owner, a member, and somebody who is invited."""
    for email, name, groups in STAFF:
        person = User.objects.filter(email=email).first() or User.objects.create_user(
            email, settings.DEMO_PASSWORD, name=name, is_staff=True, address_proven_at=timezone.now()
        )
        person.groups.set(Group.objects.filter(name__in=groups))
    organisation, _ = Organisation.objects.get_or_create(name=CLIENT)
    _sell(organisation, by=User.objects.get(email="grace@house.example"))
    alice = User.objects.create_user(
        "alice@client.example",
        settings.DEMO_PASSWORD,
        name="Alice (demo client)",
        address_proven_at=timezone.now(),
    )
    Membership.objects.create(organisation=organisation, user=alice, role=Membership.Role.OWNER)
    people.prove(alice)
    bob = User.objects.create_user("bob@client.example", settings.DEMO_PASSWORD, name="Bob (demo client)")
    invited = inviting.invite(organisation, bob.email, Membership.Role.MEMBER, by=alice)
    inviting.accept(invited, by=bob)
    inviting.invite(organisation, "carol@client.example", Membership.Role.MEMBER, by=alice)
    return alice, User.objects.get(email="dana@house.example")


def _sell(organisation: Organisation, *, by: User) -> None:
    """Two plans, and the client on the larger one with its invoice paid."""
    closed = Series.objects.filter(access=SeriesAccess.SUBSCRIBERS)
    prices = {"vat_rate": Decimal("19.00"), "grace_days": 14}
    readers = Plan.objects.create(name="Back issues (demo)", embargo_days=90, seats=3, cents=60_000, **prices)
    whole = Plan.objects.create(name="Readers and reports (demo)", seats=10, cents=480_000, **prices)
    for plan in (readers, whole):
        plan.series.set(closed)
    for service_class, count in (("routine", 6), ("full", 6)):
        whole.allowances.create(service_class=service_class, units=count)
    paid = subscriptions.begin(
        organisation, whole, starts=timezone.localdate(), by=by, note="A demonstration."
    )
    subscriptions.apply(paid, "approve", by=by)
    invoice = invoicing.issue(paid, by=by, sender=ISSUER)
    invoicing.mark_paid(invoice, paid_on=timezone.localdate(), reference="A demonstration", by=by)


def _ask(alice: User, dana: User) -> None:
    """One request that waits, one that is quoted, one that is written."""
    soon = timezone.localdate() + timedelta(days=30)
    requests = [
        intake.submit(replace(asked, needed_by=soon), submission_key=uuid.uuid4(), by=alice).request
        for asked in ASKED
    ]
    for name in ("triage", "accept", "start"):
        transitions.apply(requests[2], name, by=dana)
    transitions.apply(requests[1], "triage", by=dana)
    _write(requests[2], dana)
    _talk(requests, dana)


def _talk(requests: list[ReportRequest], dana: User) -> None:
    """A question while one is written, a note of the house, and a quote in units that waits."""
    _, read, written = requests
    conversing.say(written, "Which crossing do your lorries use most?", key=uuid.uuid4(), by=dana, asks=True)
    conversing.note(written, "Their insurer asked us the same in spring.", key=uuid.uuid4(), by=dana)
    if read.organisation:
        units.grant(read.organisation, 2, by=dana, note="Extra, they never end (demo)", key=uuid.uuid4())
        today = timezone.localdate()
        terms = quoting.Terms(
            scope="The rail link alone, its closures since 2020 and what would close it again.",
            due_on=today + timedelta(days=30),
            valid_until=today + timedelta(days=14),
            units=3,
        )
        transitions.apply(read, "quote", by=dana, given={"terms": terms})


def _write(request: ReportRequest, dana: User) -> None:
    _, draft = drafting.read(TEXTS / "tailored.txt", series="Demo")
    if request.report is None:
        raise CommandError("The request in production has no report.")
    composing.fill_tailored(request.report, draft, by=dana)
    _complete(request.report, TEXTS / "parts" / "tailored.json", by=dana)
