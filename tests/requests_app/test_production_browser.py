"""The pages of review, delivery and feedback in a real browser: narrow and wide, and as axe wants them."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.models import User
from requests_app.domain.workflow import Status
from requests_app.models import Feedback, ReportRequest, Review
from tests import factories
from tests.browser import in_a_browser


def opened(browser: Browser, site: str, user: User, towards: str, width: int) -> Page:
    scheme = "dark" if width < 800 else "light"
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=width > 800
    )
    page = context.new_page()
    page.goto(f"{site}/account/login/?next={towards}")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(site + towards)
    return page


def is_sound(page: Page, width: int) -> None:
    """No rule of axe is broken, and nothing is wider than the window; axe itself is a script."""
    if width > 800:
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
    box = page.locator("#content-main, main").first.bounding_box()
    assert box
    assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("width", [390, 1280])
@in_a_browser
def test_a_reviewer_votes_by_keyboard(browser: Browser, live_server: LiveServer, width: int) -> None:
    request = factories.request_at(Status.IN_REVIEW)
    address = reverse("admin:requests_app_reportrequest_review", args=[request.pk])
    page = opened(browser, live_server.url, factories.erin(), address, width)
    is_sound(page, width)
    page.get_by_role("button", name="Vote", exact=True).click()
    assert "Your vote was not kept yet" in page.inner_text(".alert")
    is_sound(page, width)
    for number in range(1, 10):
        page.locator(f"input[name=mark_{number}][value=met]").focus()
        page.keyboard.press("Space")
    page.locator("input[name=verdict][value=approve]").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Vote", exact=True).press("Enter")
    page.wait_for_url("**/change/")
    assert Review.objects.get().by == factories.erin()
    assert "1 of 2 votes" in page.inner_text(".desk-round")
    is_sound(page, width)


@pytest.mark.parametrize("width", [390, 1280])
@in_a_browser
def test_a_client_reads_where_it_is_answered_and_says_what_it_was_worth(
    browser: Browser, live_server: LiveServer, width: int
) -> None:
    request = factories.request_at(Status.DELIVERED)
    page = opened(browser, live_server.url, factories.alice(), request.get_absolute_url(), width)
    assert "The harbour stays open." in page.inner_text("main")
    is_sound(page, width)
    page.get_by_role("link", name="Tell us whether it helped").click()
    is_sound(page, width)
    page.locator("input[name=useful_1][value=yes]").focus()
    page.keyboard.press("Space")
    page.get_by_label("In your words").fill("Yes.")
    page.get_by_role("button", name="Send").press("Enter")
    page.wait_for_url(f"**{request.get_absolute_url()}")
    assert Feedback.objects.get().words == "Yes."
    page.get_by_role("link", name="Close the request").press("Enter")
    page.get_by_role("button", name="Close the request").press("Enter")
    page.wait_for_load_state()
    assert ReportRequest.objects.get().stage is Status.CLOSED
    is_sound(page, width)
