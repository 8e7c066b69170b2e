"""Answers while a question is typed, and files with it, in a real browser with and without scripts."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from requests_app.models import DraftState, RequestDraft
from tests import factories
from tests.browser import MARKS
from tests.requests_app.files.samples import PDF

pytestmark = MARKS
SIZES = pytest.mark.parametrize(
    ("width", "scripts"), [(390, False), (1280, True)], ids=["narrow without scripts", "wide with scripts"]
)


def no_violations(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def fits(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def visit(browser: Browser, site: str, width: int, *, scripts: bool) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{site}/requests/new/")
    return page


@SIZES
def test_an_answer_is_found_taken_and_given_back(
    browser: Browser, live_server: LiveServer, width: int, scripts: bool
) -> None:
    factories.briefing()
    page = visit(browser, live_server.url, width, scripts=scripts)
    page.get_by_label("Your question in one line").press_sequentially("Do ferries stop in winter?")
    if not scripts:
        page.get_by_role("button", name="Is this answered already?").click()
    page.get_by_role("heading", name="Perhaps it is answered already").wait_for()
    fits(page, width)
    if scripts:
        no_violations(page)
    page.get_by_role("button", name="This answers me").click()
    page.get_by_role("heading", name="It was answered already").wait_for()
    fits(page, width)
    if scripts:
        no_violations(page)
    assert RequestDraft.objects.get().state == DraftState.ANSWERED
    page.get_by_role("button", name="go on with my draft").click()
    assert page.get_by_label("Your question in one line").input_value() == "Do ferries stop in winter?"
    page.get_by_role("button", name="Is this answered already?").click()
    if scripts:
        no_violations(page)
    page.get_by_role("link", name="Go on asking").click()
    page.wait_for_url("**/background/")


@SIZES
def test_files_are_added_refused_and_removed(
    browser: Browser, live_server: LiveServer, tmp_path: Path, width: int, scripts: bool
) -> None:
    good, bad = tmp_path / "lease.pdf", tmp_path / "drawing.pdf"
    good.write_bytes(PDF)
    bad.write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    page = visit(browser, live_server.url, width, scripts=scripts)
    page.get_by_label("Your question in one line").fill("Ferries")
    page.get_by_role("button", name="Save and go on").click()
    draft = RequestDraft.objects.get()
    page.goto(f"{live_server.url}/requests/drafts/{draft.key}/handling/")
    page.get_by_label("Readers whom you name").fill("bob@example.org")
    page.get_by_label("Files that help").set_input_files([good, bad])
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("“drawing.pdf”: It is a page, a drawing").wait_for()
    assert page.get_by_label("Readers whom you name").input_value() == "bob@example.org"
    assert page.get_by_role("link", name="lease.pdf").count() == 1
    fits(page, width)
    if scripts:
        no_violations(page)
    page.get_by_role("button", name="Remove lease.pdf").click()
    page.get_by_role("link", name="lease.pdf").wait_for(state="detached")
    assert draft.attachments.count() == 0
