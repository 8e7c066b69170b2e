"""Each address of requests, and for whom there is something there: a new one fails until declared.

Somebody finds an address when its answer differs from that to a key that never was, and is no refusal.
"""

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone

from reports.models import Membership, User
from reports.services import storing
from requests_app import urls
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
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.once]  # who sees what is decided above the database
SECRET = "quicksilver"
PEOPLE = ("nobody", "alice", "bob", "nadia", "charlie", "former", "dana", "erin", "grace")
"""Alice asks, bob is her colleague, nadia is a named reader elsewhere, former has left the organisation,
grace may sign in to the staff's pages and has no role there."""
CLIENT, HOME, READERS = {"alice"}, {"alice", "bob"}, {"alice", "bob", "nadia"}
EVERYBODY = set(PEOPLE)
OF_THE_CLIENT: dict[str, set[str]] = {
    **dict.fromkeys(["list", "new", "while-typing", "confirm", "open"], EVERYBODY),
    "value-report": {"olive", "dana", "erin"},  # who owns the organisation, and staff: test_value.py
    **dict.fromkeys(["detail", "received", "receipt", "progress", "file", "download", "lock"], READERS),
    **dict.fromkeys(["quote-pdf"], HOME),
    **dict.fromkeys(["change", "hand-over", "withdraw", "take", "write", "feedback"], CLIENT),
    **dict.fromkeys(["draft", "send", "link", "discard", "check", "answers", "answered", "go-on"], CLIENT),
    **dict.fromkeys(["draft-file", "step"], CLIENT),
}
WITHOUT_KEY = {"list", "new", "while-typing", "confirm", "open", "value-report"}
DESK, TRIAGE = {"dana", "erin"}, {"dana"}
ONE, REQUEST = "requests_app_", "requests_app_reportrequest_"
OF_THE_DESK: dict[str, set[str]] = {
    **dict.fromkeys(
        [
            REQUEST + each
            for each in (
                *("changelist", "add", "history", "delete", "change", "do", "review", "take", "password"),
                *("open", "file", "print", "board", "workload", "assign", "filters", "filters_save"),
                *("filters_rename", "filters_remove", "say", "note", "tick", "put_off", "bring_back"),
                *("quote", "mails", "mail"),
            )
        ],
        DESK,
    ),
    **{
        f"{ONE}{model}_{page}": who
        for model, who in {
            "cannedreply": DESK,
            "checklistitem": DESK,
            "holiday": DESK,
            "savedrequest": DESK,
            "intakenotice": TRIAGE,
            "helddraft": TRIAGE,
        }.items()
        for page in ("changelist", "add", "history", "delete", "change")
    },
    **dict.fromkeys([f"{ONE}helddraft_release", f"{ONE}helddraft_discard"], TRIAGE),
}


@dataclass
class World:
    request: ReportRequest
    draft: RequestDraft
    held: RequestDraft


def attached(**home: Any) -> Attachment:
    stored = storing.keep(b"%PDF-1.7 " + SECRET.encode())
    return Attachment.objects.create(
        position=1, name=f"{SECRET}.pdf", media_type="application/pdf", size=20, sha256=stored[3:67],
        stored_name=stored, **home,
    )  # fmt: skip


@pytest.fixture
def world(db: None) -> World:
    """A delivered request with everything that can hang on one, a draft, and a draft that is held."""
    for name in ("nadia", "charlie"):
        factories.person(name, organisation="Elsewhere")
    request = factories.request_at(Status.IN_PRODUCTION, readers=("nadia@example.org",), title=SECRET)
    assert request.report is not None
    Delivery.objects.create(request=request, edition=factories.edition_of(request.report))
    ReportRequest.objects.update(status="delivered", resolution="answered", version=9)
    request.refresh_from_db()
    Quote.objects.create(
        request=request, number=1, cents=1, currency="EUR", scope=SECRET, by=factories.dana(),
        due_on=timezone.localdate(), valid_until=timezone.localdate(),
    )  # fmt: skip
    attached(request=request)
    alice = factories.alice()
    Membership.objects.get_or_create(user=alice, organisation=request.organisation)
    draft = RequestDraft.objects.create(owner=alice, typed={"title": SECRET})
    attached(draft=draft)
    held = RequestDraft.objects.create(
        owner=alice, typed={"title": SECRET}, state=DraftState.HELD, held_because="Haste."
    )
    return World(request, draft, held)


def person(who: str) -> User:
    match who:
        case "former":
            left = factories.person("former", organisation=factories.ORGANISATION)
            left.memberships.all().delete()
            return left
        case "grace":
            User.objects.filter(pk=factories.person("grace").pk).update(is_staff=True)
            return factories.person("grace")
        case "nadia":
            return factories.person("nadia")
    made: User = getattr(factories, who)()
    return made


@pytest.fixture
def sessions(world: World) -> dict[str, Client]:
    """Everybody, signed in once."""
    browsers = {who: Client() for who in PEOPLE}
    for who, browser in browsers.items():
        if who != "nobody":
            browser.force_login(person(who))
    return browsers


_VARIES = re.compile(r'value="[\w-]{64}"|nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/\d+/')


Told = tuple[int, str, str]


def answer(session: Client, method: str, address: str) -> Told:
    """What somebody is told, without what differs each time; no message waits from before."""
    browser = Client()
    if settings.SESSION_COOKIE_NAME in session.cookies:
        name = settings.SESSION_COOKIE_NAME
        browser.cookies[name] = session.cookies[name].value
    response = getattr(browser, method)(address)
    body = b"".join(response) if response.streaming else response.content
    told = response.status_code, response.get("Location", ""), body.decode(errors="replace")
    return told[0], _VARIES.sub("", told[1]), _VARIES.sub("", told[2])


def finds(session: Client, address: str, missing: str) -> bool:
    """Whether the address tells this person anything that one of nothing would not, by either method."""
    for method in ("get", "post"):
        told = answer(session, method, address)
        if told[0] in (403, 404, 405):
            continue
        if told != answer(session, method, missing):
            return True
    return False


def test_every_address_of_the_client_is_declared() -> None:
    assert {pattern.name for pattern in urls.urlpatterns} == set(OF_THE_CLIENT)
    assert len({pattern.name for pattern in urls.urlpatterns}) == len(urls.urlpatterns)


def test_a_client_s_address_is_there_for_its_audience_alone(
    world: World, sessions: dict[str, Client]
) -> None:
    found = {}
    for pattern in urls.urlpatterns:
        if pattern.name in WITHOUT_KEY:
            continue
        home = world.draft if "/drafts/" in str(pattern.pattern) else world.request
        file = (world.draft.attachments if home is world.draft else world.request.attachments).get()
        given: dict[str, Any] = {"file": file.key, "number": 1, "name": "close", "step": "question"}
        kwargs = {each: given.get(each, home.key) for each in pattern.pattern.converters}
        address = reverse(f"requests:{pattern.name}", kwargs=kwargs)
        missing = reverse(f"requests:{pattern.name}", kwargs=kwargs | {"key": uuid.uuid4()})
        found[pattern.name] = {who for who, session in sessions.items() if finds(session, address, missing)}
    assert found == {name: who for name, who in OF_THE_CLIENT.items() if name not in WITHOUT_KEY}


def patterns_of_the_desk() -> dict[str, URLPattern]:
    """The addresses of every model of this app that stands in the admin."""
    found = {}
    for model, desk in admin.site._registry.items():
        if model._meta.app_label == "requests_app":
            found |= {each.name: each for each in desk.get_urls() if each.name}
    return found


def test_every_address_of_the_desk_is_declared() -> None:
    assert set(patterns_of_the_desk()) == set(OF_THE_DESK)


def address_at_the_desk(name: str, row: Any, file: Any = None) -> str:
    kwargs: dict[str, Any] = {}
    for each in patterns_of_the_desk()[name].pattern.converters:
        given = {"pk": row, "object_id": row, "number": 1, "key": file or uuid.uuid4()}
        kwargs[each] = given.get(each, "received" if name.endswith("_mail") else "triage")
    return reverse(f"admin:{name}", kwargs=kwargs)


def row_of(name: str, world: World) -> Any:  # noqa: PLR0911 -- one per model
    """Something that the address can be of."""
    dana, day = factories.dana(), timezone.localdate()
    match name.split("_")[2]:
        case "cannedreply":
            return CannedReply.objects.get_or_create(title="T", text="T")[0].pk
        case "checklistitem":
            return ChecklistItem.objects.create(service_class="full", text="T").pk
        case "holiday":
            return Holiday.objects.get_or_create(day=day, name="T")[0].pk
        case "intakenotice":
            return IntakeNotice.objects.create(text="T", by=dana).pk
        case "helddraft":
            return world.held.pk
        case "savedrequest":
            edition = Delivery.objects.get().edition
            return RequestDraft.objects.create(
                owner=factories.alice(), state=DraftState.ANSWERED, answered_by=edition
            ).pk
        case _ if "filters_re" in name:
            return SavedFilter.objects.get_or_create(owner=dana, name="T", query="q=T")[0].pk
    return world.request.pk


def test_nobody_without_a_role_finds_anything_at_the_desk(world: World, sessions: dict[str, Client]) -> None:
    for name, audience in OF_THE_DESK.items():
        address = address_at_the_desk(name, row_of(name, world), world.request.attachments.get().key)
        missing = address_at_the_desk(name, 999_999)
        for who in set(PEOPLE) - audience:
            session = sessions[who]
            for method in ("get", "post"):
                status, where, body = answer(session, method, address)
                assert SECRET not in body
                refused = status in (403, 404, 405) or where.startswith("/staff/login/")
                assert refused or (status, where, body) == answer(session, method, missing), (name, who)


ABOUT_ONE = [
    name
    for name in OF_THE_DESK
    if name.startswith(REQUEST) and "filters" not in name
    and not name.endswith(("changelist", "add", "board", "workload", "assign", "mails", "mail"))
]  # fmt: skip


def test_what_its_client_may_still_change_is_not_there_for_staff(
    world: World, sessions: dict[str, Client]
) -> None:
    ReportRequest.objects.update(released_at=timezone.now() + timedelta(minutes=20))
    file = world.request.attachments.get().key
    for name in ABOUT_ONE:
        address = address_at_the_desk(name, world.request.pk, file)
        missing = address_at_the_desk(name, 999_999)
        for session in (sessions["dana"], sessions["erin"]):
            for method in ("get", "post"):
                assert answer(session, method, address) == answer(session, method, missing), name


def test_no_list_and_no_other_page_shows_what_its_client_may_still_change(dana: User) -> None:
    other = factories.request_at(Status.IN_TRIAGE, title="Ferries in winter")
    hidden = factories.submit(title=f"Ferries in winter {SECRET}")
    queue, desk = reverse(f"admin:{REQUEST}changelist"), Client()
    desk.force_login(dana)
    tails = ("?status=all", f"?q={SECRET}&status=all", f"?q={hidden.number}", "board/", "workload/")
    pages = [queue + tail for tail in (*tails, f"assign/?r={hidden.pk}&r={other.pk}", f"{other.pk}/change/")]

    def shown() -> list[str]:
        return [page for page in pages if f"winter {SECRET}" in desk.get(page).content.decode()]

    assert shown() == pages
    ReportRequest.objects.filter(pk=hidden.pk).update(released_at=timezone.now() + timedelta(minutes=20))
    assert shown() == []
