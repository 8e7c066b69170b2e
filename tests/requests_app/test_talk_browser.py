"""The thread, the quote and the desk in a real browser: without a script, by keyboard, at two widths."""

import uuid
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import Organisation, User
from reports.services import units
from requests_app.domain.status import Status
from requests_app.models import CannedReply, ReportRequest
from requests_app.services import conversing, transitions
from tests import factories
from tests.browser import MARKS

pytestmark = MARKS

SCREENS = [
    {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    {"viewport": {"width": 390, "height": 800}, "color_scheme": "dark"},
]


def page_for(browser: Browser, server: LiveServer, person: User, **screen: Any) -> Page:
    """A page of a browser in which that person has signed in."""
    client = Client()
    client.force_login(person)
    context = browser.new_context(base_url=server.url, **screen)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": server.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    return context.new_page()


def quoted_in_units() -> ReportRequest:
    request = factories.request_at(Status.IN_TRIAGE)
    dana, home = factories.dana(), Organisation.objects.get(name=factories.ORGANISATION)
    units.grant(home, 5, by=dana, note="The plan", key=uuid.uuid4())
    conversing.say(request, "Which winter?", key=uuid.uuid4(), by=dana)
    conversing.note(request, "Between us.", key=uuid.uuid4(), by=dana)
    transitions.apply(request, "quote", by=dana, given={"terms": factories.terms(units=3)})
    return request


def desk_of(request: ReportRequest) -> str:
    return f"/staff/requests_app/reportrequest/{request.pk}/change/"


def faults_of(page: Page) -> list[str]:
    return [each["id"] for each in Axe().run(page).response["violations"]]


def wider_than_the_screen(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("screen", SCREENS, ids=["wide", "narrow"])
def test_each_page_keeps_the_rules_of_accessibility(
    browser: Browser, live_server: LiveServer, screen: dict[str, Any]
) -> None:
    quoted, open_one = quoted_in_units(), factories.request_at(Status.IN_TRIAGE)
    alice = page_for(browser, live_server, factories.alice(), **screen)
    for place in (
        quoted.get_absolute_url(),
        f"{quoted.get_absolute_url()}step/accept_quote/",
        f"{quoted.get_absolute_url()}withdraw/",
    ):
        alice.goto(place)
        assert (place, faults_of(alice), wider_than_the_screen(alice)) == (place, [], False)
    dana = page_for(browser, live_server, factories.dana(), **screen)
    home = Organisation.objects.get(name=factories.ORGANISATION)
    for place in (
        desk_of(quoted),
        desk_of(open_one),
        "/staff/requests_app/reportrequest/mails/",
        "/staff/requests_app/reportrequest/mails/client-accept/",
        f"/staff/reports/organisation/{home.pk}/change/",
    ):
        dana.goto(place)
        for summary in dana.locator("details.desk-asks > summary").all():
            summary.click()
        assert (place, faults_of(dana)) == (place, [])


def test_a_client_answers_and_accepts_by_keyboard_without_a_script(
    browser: Browser, live_server: LiveServer
) -> None:
    request = quoted_in_units()
    page = page_for(browser, live_server, factories.alice(), java_script_enabled=False)
    page.goto(request.get_absolute_url())
    page.get_by_label("Your message").focus()
    page.keyboard.type("The next one.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".thread")).to_contain_text("The next one.")
    page.get_by_label("Your name, which is kept with your decision").focus()
    page.keyboard.type("Alice Adeyemi")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1 + .meta")).to_contain_text("Accepted")
    assert request.quotes.get().decided_by == "Alice Adeyemi"


def test_what_is_written_changes_the_page_in_its_place(browser: Browser, live_server: LiveServer) -> None:
    request = factories.request_at(Status.NEEDS_CLARIFICATION)
    page = page_for(browser, live_server, factories.alice())
    page.goto(request.get_absolute_url())
    page.evaluate("document.body.dataset.stayed = 'yes'")
    page.get_by_label("Your message").fill(" ")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator("#thread ~ form")).to_contain_text("Write something first; nothing was sent.")
    page.get_by_label("Your message").fill("The next one.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.locator(".thread")).to_contain_text("The next one.")
    expect(page.locator("h1 + .meta")).to_contain_text("In triage")
    expect(page.get_by_role("status")).to_contain_text("Your message is with us.")
    expect(page.get_by_label("Your message")).to_have_value("")
    expect(page.locator("#write-send")).to_be_focused()
    assert page.evaluate("document.body.dataset.stayed") == "yes"
    assert request.clarifications.filter(side="client").count() == 1


def test_the_desk_writes_with_a_canned_reply_without_a_script(
    browser: Browser, live_server: LiveServer
) -> None:
    request = factories.request_at(Status.IN_PRODUCTION)
    CannedReply.objects.create(title="Which month?", text="Which month do you mean?")
    page = page_for(browser, live_server, factories.dana(), java_script_enabled=False)
    page.goto(desk_of(request))
    page.get_by_label("Canned reply").select_option("Which month?")
    page.get_by_role("button", name="Insert").press("Enter")
    expect(page.get_by_label("Message to the client")).to_have_value("Which month do you mean?")
    page.get_by_label("We wait for an answer").check()
    page.locator("#thread button[name=send]:not([hidden])").press("Enter")
    expect(page.locator("#thread")).to_contain_text("Waiting for the client")
    assert request.clarifications.get().text == "Which month do you mean?"
