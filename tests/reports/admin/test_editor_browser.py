"""The editor in a browser: the preview follows the typing, rows move by keyboard, nothing is lost unasked."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import Report, User
from tests import factories
from tests.browser import MARKS
from tests.reports.admin.desk import at, page_of, written

pytestmark = MARKS


@pytest.fixture
def report(transactional_db: None) -> Report:
    """Dana may do everything: the table of rights is empty between tests that really commit."""
    report = written()
    User.objects.filter(pk=report.created_by_id).update(is_superuser=True)
    return report


def sign_in(browser: Browser, server: LiveServer, user: User, **screen: object) -> Page:
    """A page of somebody who has signed in; what the browser complains of fails the test."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=server.url, **screen)  # type: ignore[arg-type]
    session = {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
    }
    context.add_cookies([{**session, "url": server.url}])  # type: ignore[list-item]
    page = context.new_page()
    page.on("pageerror", lambda problem: pytest.fail(f"The page's script failed: {problem}"))
    return page


def test_the_page_follows_what_is_typed_and_nothing_is_saved(
    browser: Browser, live_server: LiveServer, report: Report
) -> None:
    page = sign_in(browser, live_server, factories.dana())
    page.goto(page_of(report))
    article = page.frame_locator("#preview-page").locator("article")
    expect(article).to_contain_text("The harbour stays open.")
    page.locator("#id_findings-0-text").fill("The harbour closes in January.")
    expect(article).to_contain_text("The harbour closes in January.", timeout=3_000)
    page.locator("#id_findings-0-percent").fill("99")
    expect(page.locator("#checks")).to_contain_text("99 % is outside “likely”", timeout=3_000)
    page.locator("#checks a").first.click()
    expect(page.locator("#id_findings-0-percent")).to_be_focused()
    assert Report.objects.get().findings.first().text == "The harbour stays open."  # type: ignore[union-attr]


def test_the_pdf_stands_beside_the_form(browser: Browser, live_server: LiveServer, report: Report) -> None:
    page = sign_in(browser, live_server, factories.dana())
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    page.goto(page_of(report))
    page.get_by_role("button", name="PDF", exact=True).click()
    expect(page.locator(".editor-told")).to_contain_text("pages, as typed", timeout=20_000)
    assert (page.locator("#preview-pdf iframe").get_attribute("src") or "").startswith("blob:")
    assert refused == []


def test_rows_are_added_and_moved_by_keyboard_and_saved_with_control_s(
    browser: Browser, live_server: LiveServer, report: Report
) -> None:
    page = sign_in(browser, live_server, factories.dana())
    page.goto(page_of(report))
    page.get_by_role("button", name="Add finding").press("Enter")
    page.keyboard.type("Insurers wait.")
    page.locator("#rows-findings > li").nth(2).get_by_role("button", name="Move up").press("Enter")
    page.locator("#rows-findings > li").nth(1).get_by_role("button", name="Move up").press("Enter")
    page.keyboard.press("Control+s")
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2.")
    texts = list(Report.objects.get().findings.values_list("text", flat=True))
    assert texts == ["Insurers wait.", "The harbour stays open.", "The cutter is forty years old."]


def test_the_words_of_a_likelihood_follow_the_yardstick(
    browser: Browser, live_server: LiveServer, report: Report
) -> None:
    page = sign_in(browser, live_server, factories.dana())
    page.goto(page_of(report))
    page.locator("#id_yardstick").select_option("icd203b")
    options = page.locator("#id_findings-0-likelihood option").all_inner_texts()
    assert any(option.startswith("highly improbable") for option in options)
    assert any(option.startswith("likely") and "another yardstick" in option for option in options)


def test_a_closed_page_asks_before_what_is_typed_is_lost(
    browser: Browser, live_server: LiveServer, report: Report
) -> None:
    page = sign_in(browser, live_server, factories.dana())
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(page_of(report))
    page.locator("#id_title").press_sequentially("!")
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]


def test_the_form_works_without_javascript(browser: Browser, live_server: LiveServer, report: Report) -> None:
    page = sign_in(browser, live_server, factories.dana(), java_script_enabled=False)
    page.goto(page_of(report))
    page.locator("#id_body_executive_summary").fill("No script.")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Preview", exact=True).click()
    expect(opened.value.locator(".preview")).to_contain_text("No script.")
    page.locator("#id_findings-2-text").fill("A third finding.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text("Saved as version 2.")
    assert Report.objects.get().findings.count() == 3


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["change", "history", "reuse"])
def test_the_pages_are_accessible_and_fit_the_screen(
    browser: Browser, live_server: LiveServer, report: Report, where: str, scheme: str, width: int
) -> None:
    screen = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme}
    page = sign_in(browser, live_server, factories.dana(), **screen)
    page.goto(page_of(report) if where == "change" else at(where, report))
    expect(page.locator("h1")).to_be_visible()
    page.evaluate(
        "document.querySelectorAll('details.editor-group').forEach(group => { group.open = true; })"
    )
    assert page.locator("#content-main").count() == 1
    found = Axe().run(page, options={"iframes": False})
    assert [
        (each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found.response["violations"]
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
