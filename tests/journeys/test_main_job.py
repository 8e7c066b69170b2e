"""The main job as its people do it: once through the running service, and once through a browser's window."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from reports.models import Job, JobState, User
from reports.services import jobs
from requests_app.domain.workflow import Status, path
from requests_app.models import Delivery, ReportRequest
from tests import factories
from tests.browser import in_a_browser

ROOT = Path(__file__).resolve().parents[2]
MARKUP = "<script>alert(1)</script> {{ 7|add:7 }} 🚢 بندر"


@pytest.mark.broker
@pytest.mark.once
def test_the_demo_checks_itself() -> None:
    """The real server, worker and broker, from the submitted form to the downloaded PDF."""
    kept = {key: value for key, value in os.environ.items() if key not in ("DATA_DIR", "DATABASE_URL")}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "config", "demo", "--check", "--json"],
        env={**kept, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    said = json.loads(done.stdout)
    assert (done.returncode, said["ok"], said["problem"]) == (0, True, "")
    assert said["delivered"]["pages"] > 1


def signed_in(context: BrowserContext, site: str, user: User, towards: str) -> Page:
    page = context.new_page()
    page.goto(f"{site}/account/login/?next={towards}")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(site + towards)
    return page


def no_violations(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [(each["id"], [node["target"] for node in each["nodes"]]) for each in found] == []


def work() -> None:
    """What the worker does between two clicks."""
    for job in Job.objects.filter(state=JobState.QUEUED).order_by("id"):
        jobs.run(job.pk)


def ask(page: Page, look_at: Callable[[Page], None]) -> ReportRequest:
    """Fill the steps with words that look like markup, and send them; the desk may read it at once."""
    page.get_by_label("Your question in one line").fill(MARKUP)
    page.get_by_label("Question 1", exact=True).fill("Which harbours would be cut off? " + MARKUP)
    go_on(page, look_at, "background")
    page.get_by_label("Needed by").fill((timezone.localdate() + timedelta(days=20)).isoformat())
    go_on(page, look_at, "answer")
    go_on(page, look_at, "handling")
    go_on(page, look_at, "person")
    page.get_by_label("You may keep").check()
    go_on(page, look_at, "check")
    page.get_by_role("button", name="Send the request").click()
    page.wait_for_url("**/received/")
    request = ReportRequest.objects.get()
    assert request.number in page.inner_text("main")
    assert request.title == MARKUP
    look_at(page)
    page.get_by_role("link", name="Follow the request").click()
    look_at(page)
    page.get_by_role("button", name="Hand it over now").click()
    page.get_by_text("with our analysts now").wait_for()
    request.refresh_from_db()
    return request


def go_on(page: Page, look_at: Callable[[Page], None], step: str) -> None:
    """Save the step and look at the next one."""
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url(f"**/{step}/")
    look_at(page)


def download(page: Page, to: Path) -> str:
    """Take the PDF from the page of the request; returns its words."""
    with page.expect_download() as awaited:
        page.get_by_role("link", name="Download the report").click()
    awaited.value.save_as(to)
    assert awaited.value.suggested_filename.startswith("RQ-")
    text = "".join(each.extract_text() for each in PdfReader(to).pages)
    return "".join(text.replace("\0", "").split())  # the reader gives two bytes for one letter of some fonts


@pytest.mark.parametrize(
    ("width", "scripts"), [(390, False), (1280, True)], ids=["narrow without scripts", "wide with scripts"]
)
@in_a_browser
def test_a_question_becomes_a_pdf(
    browser: Browser, live_server: LiveServer, tmp_path: Path, width: int, scripts: bool
) -> None:
    for name in ("triage", "analyst", "reviewer", "editor"):
        Group.objects.get_or_create(name=name)
    alice, dana = factories.alice(), factories.dana()
    look_at = no_violations if scripts else (lambda page: None)
    client = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
    page = signed_in(client, live_server.url, alice, "/requests/new/")
    look_at(page)
    request = ask(page, look_at)
    look_at(page)

    for row in path(Status.SUBMITTED, Status.APPROVED):
        factories.move(request, row.name)
    house = browser.new_context(java_script_enabled=scripts)
    desk = signed_in(house, live_server.url, dana, f"/staff/requests_app/reportrequest/{request.pk}/change/")
    assert request.number in desk.inner_text("h1")
    page.goto(f"{live_server.url}/requests/{request.key}/")
    assert "next in line" in page.inner_text("#progress")
    work()
    page.reload()

    assert "<script>alert(1)</script>{{7|add:7}}" in download(page, tmp_path / "report.pdf")
    assert Delivery.objects.count() == 1
    look_at(page)
