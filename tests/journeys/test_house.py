"""An organisation from the inside, in a browser without scripts: invited, in, asking, reading, and out."""

import re

from django.contrib.auth.models import Group
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from reports.models import Mail, Membership, User
from requests_app.domain.workflow import Status, path
from requests_app.models import ReportRequest
from tests import factories
from tests.browser import in_a_browser
from tests.journeys.test_main_job import ask, signed_in

PEOPLE = "/organisation/members/"


def come_in(page: Page, site: str) -> None:
    """Follow the mailed link and make the account that it offers."""
    mail = Mail.objects.get(to="zoe@example.org")
    found = re.search(r"/organisation/invitation/[\w-]+/", mail.text)
    assert found
    page.goto(site + found[0])
    page.get_by_label("Your name").fill("Zoe Ek")
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Make the account and join").click()
    page.wait_for_url(site + PEOPLE)


@in_a_browser
def test_somebody_is_invited_asks_reads_and_is_removed(browser: Browser, live_server: LiveServer) -> None:
    for name in ("triage", "analyst", "reviewer", "editor"):
        Group.objects.get_or_create(name=name)
    site, alice = live_server.url, factories.alice()
    Membership.objects.update(role="owner")
    owner = signed_in(browser.new_context(java_script_enabled=False), site, alice, PEOPLE)
    owner.get_by_label("Work e-mail").fill("zoe@example.org")
    owner.get_by_role("button", name="Send the invitation").click()
    owner.get_by_text("An invitation is on its way to zoe@example.org.").wait_for()

    member = browser.new_context(java_script_enabled=False).new_page()
    come_in(member, site)
    member.goto(f"{site}/requests/new/")
    request = ask(member, lambda _page: None)
    assert (request.client, request.organisation) == (
        User.objects.get(name="Zoe Ek"),
        Membership.objects.all()[0].organisation,
    )
    for row in path(Status.SUBMITTED, Status.APPROVED):
        factories.move(request, row.name)
    factories.deliver_stored(ReportRequest.objects.get())
    member.goto(f"{site}/organisation/")
    with member.expect_download() as awaited:
        member.get_by_role("link", name="Download (PDF)").click()
    assert awaited.value.suggested_filename == f"{request.number}.pdf"

    owner.goto(f"{site}/organisation/")
    assert "Zoe Ek" in owner.locator("section", has=owner.locator("#taken")).inner_text()
    owner.goto(site + PEOPLE)
    owner.get_by_role("link", name="Remove Zoe Ek").click()
    owner.get_by_role("button", name="Remove").click()
    owner.get_by_text("Zoe Ek was removed.").wait_for()

    gone = "There is nothing at this address"
    for address in ("/organisation/", f"/requests/{request.key}/", f"/requests/{request.key}/report.pdf"):
        answer = member.goto(site + address)
        assert answer is not None
        assert (answer.status, member.inner_text("h1")) == (404, gone)
