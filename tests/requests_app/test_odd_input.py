"""What no browser sends: endless numbers and days beyond the calendar are refused, never a fault."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Mail, User
from requests_app.domain.workflow import Status
from requests_app.services import links
from tests import factories
from tests.requests_app.asking import changed, draft, post

pytestmark = pytest.mark.django_db
ENDLESS = "9" * 5_000


@pytest.fixture
def desk(dana: User) -> Client:
    browser = Client()
    browser.force_login(dana)
    return browser


@pytest.mark.parametrize("odd", [ENDLESS, "9" * 25, "-1", "٣", "\0"])
def test_odd_numbers_move_nothing(alice: User, desk: Client, odd: str) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    page = f"/staff/requests_app/reportrequest/{request.pk}/"
    for tail in ("tick/", "do/ask/", "say/", "take/"):
        values = {"tick": odd, "version": odd, "seen": odd, "key": odd, "canned": odd}
        assert desk.post(page + tail, values).status_code == 302
    client = Client()
    client.force_login(alice)
    form = {"version": odd, "key": odd, "name": "Alice"}
    assert client.post(reverse("requests:take", args=[request.key, "accept_quote"]), form).status_code == 302
    post(client, "question", {**changed()["question"], "remove": odd})
    assert client.post(reverse("requests:send", args=[draft().key]), {"version": odd}).status_code == 302
    request.refresh_from_db()
    assert request.stage is Status.IN_TRIAGE


@pytest.mark.parametrize("name", ["do/quote/", "put-off/"])
def test_a_day_beyond_every_plan_is_refused(desk: Client, name: str) -> None:
    request = factories.request_at(Status.IN_TRIAGE)
    far = date.max.isoformat()
    terms = {"scope": "All.", "amount": "1", "due_on": far, "valid_until": far}
    page = f"/staff/requests_app/reportrequest/{request.pk}/{name}"
    told = desk.post(page, {**terms, "until": far, "because": "Later."}, follow=True).content.decode()
    assert "Choose a day within the next 10 years." in told
    request.refresh_from_db()
    assert (request.stage, request.deferred_until) == (Status.IN_TRIAGE, None)


def test_no_page_of_the_staff_shows_the_secret_of_a_client_s_link(desk: Client) -> None:
    secret = links.secret_of(factories.submit())
    mail = Mail.objects.get(text__contains=secret)
    User.objects.update(is_superuser=True)
    told = desk.get(reverse("admin:reports_mail_change", args=[mail.pk])).content.decode()
    assert "/requests/open/…/" in told
    assert secret not in told
