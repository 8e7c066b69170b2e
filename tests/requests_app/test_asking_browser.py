"""Asking in a real browser: by keyboard alone, without scripts, saved while typing, and for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from requests_app.models import DraftState, ReportRequest, RequestDraft
from tests import factories
from tests.browser import MARKS
from tests.requests_app.asking import mailed_link

pytestmark = MARKS


@pytest.fixture(autouse=True)
def _groups(live_server: LiveServer) -> None:
    for name in ("triage", "analyst", "reviewer"):
        Group.objects.get_or_create(name=name)


def no_violations(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def reach(page: Page, label: str) -> None:
    """Press Tab until the field or button of that name has the focus."""
    name = "e => e.labels?.[0]?.innerText || e.innerText || ''"
    for _ in range(120):
        page.keyboard.press("Tab")
        if label in page.evaluate(f"({name})(document.activeElement)"):
            return
    raise AssertionError(f"the keyboard does not reach {label!r}")


def press(page: Page, label: str, step: str) -> None:
    reach(page, label)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{step}/")


@pytest.mark.parametrize("width", [390, 1280])
def test_by_keyboard_alone_and_without_scripts(
    browser: Browser, live_server: LiveServer, settings: Settings, width: int
) -> None:
    settings.INTAKE_LEAST_SECONDS = 0
    page = browser.new_page(viewport={"width": width, "height": 800}, java_script_enabled=True)
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{live_server.url}/requests/new/")
    reach(page, "Your question in one line")
    page.keyboard.type("Will the ferry run?")
    reach(page, "Question 1")
    page.keyboard.type("In January?")
    reach(page, "One more question")
    page.keyboard.press("Enter")
    page.wait_for_url("**#div_id_question_4")
    press(page, "Save and go on", "background")
    press(page, "Save and go on", "answer")
    press(page, "Save and go on", "handling")
    press(page, "Save and go on", "person")
    for label, text in (
        ("Your name", "Nora"),
        ("Work e-mail", "nora@example.org"),
        ("Organisation", "Nordlys"),
    ):
        reach(page, label)
        page.keyboard.type(text)
    reach(page, "You may keep")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/check/")
    reach(page, "Send the request")
    page.keyboard.press("Enter")
    page.get_by_text("We sent a link to").wait_for()
    page.goto(live_server.url + mailed_link())
    press(page, "Yes, send my request", "received")
    assert ReportRequest.objects.get().number in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_typed_is_saved_without_a_button(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(f"{live_server.url}/requests/new/")
    page.get_by_label("Your question in one line").fill("Will the ferry")
    page.get_by_text("Saved at").wait_for()
    page.get_by_label("Your question in one line").fill("Will the ferry run?")
    page.get_by_label("Question 1", exact=True).fill("In January?")
    with page.expect_response("**/requests/new/"):
        pass
    draft = RequestDraft.objects.get()
    assert (draft.typed["title"], draft.typed["question_1"], draft.seen) == (
        "Will the ferry run?",
        "In January?",
        [],
    )
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(f"**/requests/drafts/{draft.key}/background/")
    assert RequestDraft.objects.count() == 1
    assert refused == []


def test_each_page_of_a_draft_is_for_everybody(browser: Browser, live_server: LiveServer) -> None:
    page = browser.new_page()
    page.goto(f"{live_server.url}/requests/new/")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_text("Before we can go on").wait_for()
    no_violations(page)
    draft = RequestDraft.objects.get()
    draft.typed |= {"title": "Will the ferry run?", "email": "nora@example.org"}
    for state, because in (("unconfirmed", ""), ("held", "Haste."), ("discarded", "")):
        draft.state, draft.held_because = DraftState(state), because
        draft.save()
        page.goto(f"{live_server.url}/requests/drafts/{draft.key}/")
        no_violations(page)
    page.goto(f"{live_server.url}/requests/drafts/{draft.key}/check/")
    no_violations(page)


def test_the_front_doors_desk_is_for_everybody(browser: Browser, live_server: LiveServer) -> None:
    dana = factories.dana()
    held = RequestDraft.objects.create(owner=factories.alice(), state="held", held_because="Haste.")
    page = browser.new_page()
    page.goto(f"{live_server.url}/account/login/?next=/staff/requests_app/helddraft/")
    page.get_by_label("E-mail").fill(dana.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/staff/requests_app/helddraft/")
    no_violations(page)
    for address in (f"helddraft/{held.pk}/change/", "intakenotice/", "intakenotice/add/"):
        page.goto(f"{live_server.url}/staff/requests_app/{address}")
        no_violations(page)
