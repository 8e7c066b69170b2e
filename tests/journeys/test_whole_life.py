"""The whole life of one request, through links and forms alone: asked, quoted, written, corrected, closed.

What stands on each page leads to the next one; where a browser is there, it looks at the pages on the way.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.core import mail
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from config.browsing import Page, Visitor
from config.walk import send_request
from reports.models import Job, JobState, Report
from reports.services import jobs
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest, ReviewInvitation
from tests import factories
from tests.browser import CHROMIUM

ASKED = {
    "question": {"title": "Will the northern ferry line close?", "question_1": "Which harbours are cut off?"},
    "background": {},
    "answer": {},
    "handling": {},
    "person": {"name": "Nina", "email": "nina@example.org", "organisation": "Novak Rail", "consent": "on"},
}
QUOTE = {"units": "", "amount": "4800", "scope": "The question, in ten pages."}
NOTICE = {"kind": "correction", "notice": "Finding 1 named the wrong harbour.", "note": "The client asked."}
Look = Callable[[Visitor, str], None]


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Iterator[Look]:
    """Let the browser open an address as a visitor and find nothing that shuts people out."""
    if CHROMIUM is None:
        yield lambda visitor, address: None
        return
    context = request.getfixturevalue("browser").new_context(viewport={"width": 390, "height": 900})

    def open_and_check(visitor: Visitor, address: str) -> None:
        context.clear_cookies()
        carried = ((each.name, each.value or "") for each in visitor.cookies)
        context.add_cookies([{"name": name, "value": value, "url": visitor.site} for name, value in carried])
        page = context.new_page()
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.close()

    yield open_and_check
    context.close()


def work() -> None:
    """What the worker does between two clicks, until nothing is left."""
    while due := list(Job.objects.filter(state=JobState.QUEUED).order_by("id")):
        for job in due:
            jobs.run(job.pk)


def link_in(message: str) -> str:
    found = re.search(r"http\S+", message)
    assert found
    return "/" + found[0].split("/", 3)[3]


def subjects(address: str) -> list[str]:
    return [each.subject.rpartition(": ")[2] for each in mail.outbox if each.to == [address]]


class House:
    """Those of the desk, each signed in, at the page of one request."""

    def __init__(self, site: str, number: str) -> None:
        self.number = number
        self.people = {}
        for user in (factories.dana(), factories.erin(), factories.frank()):
            person = Visitor(site)
            queue = person.sign_in(
                user.email, factories.PASSWORD, towards="/staff/requests_app/reportrequest/"
            )
            self.people[user.name] = person
            if user.name == "Frank":  # a reviewer alone: nothing is there for him yet
                assert number not in queue.text
            else:
                self.desk = queue.link(to="/reportrequest/", called=number)

    def invite_frank(self) -> None:
        page = self.people["Dana"].get(self.desk)
        frank = str(factories.frank().pk)
        self.people["Dana"].send(page, to="/ask-review/", filled={"reviewer": frank})

    def do(self, name: str, step: str, **filled: str) -> Page:
        page = self.people[name].get(self.desk)
        after = self.people[name].send(page, to=f"/do/{step}/", filled=filled)
        assert after.refusals == ()
        return after

    def vote(self, name: str) -> Page:
        """Read it and approve; then there is no second vote to give."""
        person = self.people[name]
        card = person.get(person.get(self.desk).form(to="/do/approve/").action)
        marks = {field: "met" for field in card.form(to="/do/approve/").fields if field.startswith("mark_")}
        after = person.send(card, to="/do/approve/", filled={**marks, "verdict": "approve"})
        assert [form.action for form in after.forms if "/do/approve/" in form.action] == []
        return after

    def review(self, report: Report) -> None:
        factories.fill(report)
        self.do("Dana", "send_to_review")
        self.vote("Erin")
        if not ReviewInvitation.objects.exists():
            self.invite_frank()
        self.vote("Frank")
        work()


def ask(nina: Visitor, look: Look) -> ReportRequest:
    """Somebody unknown asks, proves the address, changes a word and hands it over."""
    form = nina.get("/requests/new/")
    send_request(nina, form, ASKED)
    assert ReportRequest.objects.count() == 0
    work()
    confirm = nina.get(link_in(mail.outbox[-1].body))
    look(nina, confirm.address)
    receipt = nina.send(confirm, to="/requests/confirm/")
    assert nina.get(receipt.link(to=r"/receipt\.pdf")).body.startswith(b"%PDF-")
    page = nina.get(receipt.link(to="/requests/", called="Follow the request"))
    check = nina.send(page, to="/change/")
    question = nina.get(check.link(to=r"/question/\?towards=check"))
    check = nina.send(question, to="/question/", filled={"question_2": "Who decides?"}, button="next")
    page = nina.send(check, to="/send/")
    nina.send(page, to="/hand-over/")
    request = ReportRequest.objects.get()
    assert [each.text for each in request.questions.all()] == ["Which harbours are cut off?", "Who decides?"]
    return request


def agree(nina: Visitor, house: House, followed: str, look: Look) -> None:
    """A question, its answer, a quote in money, and the client's word."""
    house.do("Dana", "triage")
    house.do("Dana", "ask", note="Do you sail on Sundays?")
    nina.send(nina.get(followed), to="/write/", filled={"text": "We do."})
    assert "We do." in house.people["Dana"].get(house.desk).text
    house.do("Dana", "quote", **QUOTE)
    look(nina, nina.site + followed)
    page = nina.get(followed)
    assert nina.get(page.link(to=r"/quote-1\.pdf")).body.startswith(b"%PDF-")
    page = nina.send(page, to="/step/accept_quote/", filled={"name": "Nina Novak"})
    assert "EUR 4,800.00, accepted by Nina Novak" in " ".join(page.text.split())
    assert "as the quote agreed" in " ".join(house.people["Dana"].get(house.desk).text.split())


def take(nina: Visitor, followed: str, look: Look) -> None:
    """The report, a locked copy of it, and what it was worth."""
    page = nina.get(followed)
    assert nina.get(page.link(to=r"/report\.pdf")).body.startswith(b"%PDF-")
    locked = nina.send(page, to="/locked.pdf", filled={"password": "a sentence of my own"})
    assert b"/Encrypt" in locked.body
    form = nina.get(page.link(to="/feedback/"))
    look(nina, form.address)
    nina.send(form, to="/feedback/", filled={"useful_1": "yes", "words": "We sailed."})


@pytest.mark.django_db(transaction=True)
def test_a_request_lives_its_whole_life(live_server: LiveServer, look: Look, settings: Settings) -> None:
    settings.INTAKE_LEAST_SECONDS = 0  # no person is as fast as a test
    for name in ("triage", "analyst", "reviewer", "editor"):
        Group.objects.get_or_create(name=name)
    nina = Visitor(live_server.url.replace("localhost", "127.0.0.1"))
    request = ask(nina, look)
    followed = f"/requests/{request.key}/"
    house = House(nina.site, request.number)
    agree(nina, house, followed, look)

    house.do("Dana", "start")
    report = Report.objects.get(reference=request.number)
    house.review(report)
    look(house.people["Dana"], house.desk)
    take(nina, followed, look)

    house.do("Erin", "reopen", **NOTICE)
    assert NOTICE["notice"] in nina.get(followed).text
    look(nina, nina.site + followed)
    house.review(Report.objects.get(pk=report.pk))
    assert subjects("nina@example.org")[-1] == "a corrected edition is there"
    page = nina.get(followed)
    assert "This is edition 2" in page.text
    closing = nina.get(page.link(to="/step/close/"))
    look(nina, closing.address)
    nina.send(closing, to="/step/close/")
    request.refresh_from_db()
    assert request.stage is Status.CLOSED
