"""Every page outside the staff's, in a browser: axe-core finds nothing, narrow and wide, light and dark.

The addresses are those of the table of rights, so a new page is looked at as soon as it has its line there.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.browser import MARKS
from tests.gate import printing, table, walk, world
from tests.gate.walk import Visitor

pytestmark = [*MARKS, pytest.mark.once]

LAYOUT = {"runOnly": ["color-contrast", "link-in-text-block", "scrollable-region-focusable"]}
"""The rules that look at how a page is painted; the others read its markup, which is the same."""
LOOKS = [(390, "light", {}), (390, "dark", LAYOUT), (1280, "dark", {}), (1280, "light", LAYOUT)]
OPEN = "document.querySelectorAll('main details, #container details').forEach(each => { each.open = true })"
"""What is folded up is looked at too."""
STILL = """const still = new CSSStyleSheet();
still.replaceSync('*, ::before, ::after { transition: none !important }');
document.adoptedStyleSheets = [still];"""
"""A colour on its way from light to dark is not what anybody reads."""
READERS = ("nobody", "alice", "bob", "charlie")
Room = tuple[str, str, str]


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> world.World:
    printing.stub(monkeypatch)
    for name in ("triage", "analyst", "reviewer", "editor", "accounts"):
        Group.objects.get_or_create(name=name)
    return world.build()


def rooms(house: world.World) -> Iterator[Room]:
    """Name, reader and address of each page that somebody finds, by the first who finds it."""
    for address in walk.addresses(house):
        finds = table.DECLARED[address.name].get
        who = next((each for each in READERS if each in finds), None)
        if who and not address.there.startswith("/staff/"):
            yield address.name, who, address.there
    yield from more(house)


def more(house: world.World) -> Iterator[Room]:
    """Pages that share an address with another one and look different."""
    for step in ("background", "answer", "handling", "person"):
        yield step, "alice", reverse("requests:step", args=[house.draft.key, step])
    yield "quoted", "alice", house.asked.get_absolute_url()
    yield "accept", "alice", reverse("requests:take", args=[house.asked.key, "accept_quote"])
    yield "no page", "nobody", "/nothing/here/"


class Window:
    """One window; each reader's session is put into it in turn."""

    def __init__(self, browser: Browser, site: str, house: world.World) -> None:
        self.site = site
        self.visitors = {who: Visitor(house.people[who]) for who in READERS}
        self.page = browser.new_context(base_url=site, reduced_motion="reduce").new_page()

    def shows(self, who: str, address: str) -> bool:
        """Open an address as somebody; no when a page is not what stands there."""
        told = self.visitors[who].asks("GET", address)
        is_sandboxed = "sandbox" in told.headers.get("Content-Security-Policy", "")  # no script runs in it
        if told.where or is_sandboxed or not told.body.lstrip().lower().startswith("<!doctype html"):
            return False
        context = self.page.context
        context.clear_cookies()
        if session := self.visitors[who].session:
            held = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": self.site}
            context.add_cookies([held])  # type: ignore[list-item]
        self.page.goto(address)
        self.page.evaluate(AXE_SCRIPT)
        self.page.evaluate(OPEN)
        self.page.evaluate(STILL)
        return True

    def faults(self) -> Iterator[str]:
        for width, scheme, options in LOOKS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for rule, where in broken(self.page, options):
                yield f"{width} {scheme} {rule}: {where}"
            if self.page.evaluate("document.documentElement.scrollWidth") > width:
                yield f"{width} {scheme} too wide"


def broken(page: Page, options: dict[str, Any]) -> list[tuple[str, list[Any]]]:
    said = json.dumps({**options, "resultTypes": ["violations"], "iframes": False, "preload": False})
    found = page.evaluate(f"axe.run({said}).then(told => told.violations)")
    return [(each["id"], [node["target"] for node in each["nodes"]][:4]) for each in found]


def test_every_page_of_a_reader_is_for_everybody(
    browser: Browser, live_server: LiveServer, house: world.World
) -> None:
    window = Window(browser, live_server.url, house)
    faults, seen = [], 0
    for name, who, address in rooms(house):
        if window.shows(who, address):
            seen += 1
            faults += [f"{name} ({who}, {address}) {fault}" for fault in window.faults()]
    printing.say(f"axe: {seen} pages in {len(LOOKS)} looks, {len(faults)} faults")
    assert (faults, seen > 50) == ([], True)
