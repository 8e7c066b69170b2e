"""The desk in a browser: from end to end by keyboard, at two widths, light and dark, without a violation."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import User
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest, SavedFilter
from tests import factories
from tests.browser import MARKS
from tests.requests_app.test_queue import changed, in_days, submitted
from tests.requests_app.test_request_desk import QUEUE

pytestmark = MARKS


def opened(browser: Browser, live_server: LiveServer, user: User, **options: object) -> Page:
    """A window in which that person is signed in; a script that fails is a failure."""
    client = Client()
    client.force_login(user)
    context = browser.new_context(base_url=live_server.url, **options)  # type: ignore[arg-type]
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.on("pageerror", lambda problem: pytest.fail(f"The page's script failed: {problem}"))
    return page


def some_requests(dana: User, erin: User) -> None:
    submitted(due_at=in_days(-2), organisation_name="Ants & Sons")
    submitted(due_at=in_days(1), priority="urgent")
    submitted(due_at=in_days(9), assigned_to=erin)
    submitted(waiting_since=in_days(-1), assigned_to=erin)
    changed(factories.request_at(Status.IN_TRIAGE), due_at=in_days(-1))
    SavedFilter.objects.create(owner=dana, name="Late", query="standing=overdue")


def test_the_queue_is_worked_through_by_keys_alone(
    browser: Browser, live_server: LiveServer, dana: User, erin: User
) -> None:
    some_requests(dana, erin)
    page = opened(browser, live_server, dana)
    page.goto(QUEUE)
    ticked = page.locator("input.action-select:checked")
    for row in range(2):
        page.keyboard.press("j")
        expect(page.locator("#result_list tbody tr").nth(row).locator("th a")).to_be_focused()
        page.keyboard.press("x")
        expect(ticked).to_have_count(row + 1)
    page.get_by_label("Action:").select_option("give")
    page.get_by_role("button", name="Go").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Give them to").select_option(label="Erin")
    page.get_by_role("button", name="Assign").press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Assigned to Erin")
    assert ReportRequest.objects.filter(assigned_to=erin).count() == 4
    page.keyboard.press("j")
    expect(page.locator("#result_list tbody tr").first.locator("th a")).to_be_focused()
    page.keyboard.press("o")
    page.wait_for_url("**/change/**")
    page.go_back()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


@pytest.mark.parametrize("room", ["", "?q=zzz", "board/", "workload/", "filters/", "assign/?r=1"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_room_is_accessible_at_every_width(
    browser: Browser, live_server: LiveServer, dana: User, erin: User, room: str, width: int
) -> None:
    some_requests(dana, erin)
    first = ReportRequest.objects.order_by("id")[0]
    for scheme in ("light", "dark"):
        size = {"width": width, "height": 900}
        page = opened(browser, live_server, dana, viewport=size, color_scheme=scheme)
        page.goto(QUEUE + room.replace("r=1", f"r={first.pk}"))
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []
        page.context.close()


def test_without_scripts_nothing_is_missing(
    browser: Browser, live_server: LiveServer, dana: User, erin: User
) -> None:
    some_requests(dana, erin)
    page = opened(browser, live_server, dana, java_script_enabled=False)
    page.goto(QUEUE)
    expect(page.locator("#keys-button")).to_be_hidden()
    page.get_by_role("link", name="Board").click()
    expect(page.locator(".desk-card")).to_have_count(5)
    page.get_by_role("link", name="Workload").click()
    expect(page.locator(".desk-chart svg")).to_have_count(1)
