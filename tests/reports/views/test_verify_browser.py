"""A file is dropped on the verify page: the browser hashes it and sends the number alone."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

from reports.services import copies
from tests import factories
from tests.browser import MARKS

pytestmark = MARKS


@pytest.fixture
def page(browser: Browser, live_server: LiveServer) -> Page:
    page = browser.new_context(base_url=live_server.url).new_page()
    page.on("pageerror", lambda problem: pytest.fail(f"The page's script failed: {problem}"))
    return page


def test_a_file_is_compared_without_leaving_the_machine(page: Page, tmp_path: Path) -> None:
    pdf = copies.make(factories.briefing().edition, copies.Recipient("Alice")).pdf
    (tmp_path / "ours.pdf").write_bytes(pdf)
    (tmp_path / "changed.pdf").write_bytes(pdf[:-1] + b" ")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request))  # noqa: PLW0108 -- the driver takes no built-in

    page.goto("/verify/")
    page.set_input_files("#file", tmp_path / "ours.pdf")
    expect(page.locator("h1")).to_have_text("Authentic")
    page.set_input_files("#file", tmp_path / "changed.pdf")
    expect(page.locator("h1")).to_have_text("This file is not ours")

    assert all(request.method == "GET" and not request.post_data for request in sent)


def test_a_dropped_file_is_not_opened_in_the_pages_place(page: Page) -> None:
    page.goto("/verify/")
    page.evaluate(
        """() => {
            const carried = new DataTransfer();
            carried.items.add(new File(["somebody else's"], "a.pdf", {type: "application/pdf"}));
            const how = {dataTransfer: carried, bubbles: true, cancelable: true};
            document.body.dispatchEvent(new DragEvent("drop", how));
        }"""
    )

    expect(page.locator("h1")).to_have_text("This file is not ours")


def test_the_page_works_without_a_script(browser: Browser, live_server: LiveServer) -> None:
    plain = browser.new_context(base_url=live_server.url, java_script_enabled=False).new_page()
    plain.goto("/verify/")

    expect(plain.locator("#drop")).to_be_hidden()
    expect(plain.locator("#by-hand")).to_contain_text("sha256sum")


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_is_accessible_and_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/verify/ABCD-EFGH-JKMN")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page).response["violations"]
    assert [rule["id"] for rule in found] == []
