"""The PDF of a request is made out to whoever asked, with or without an account."""

import io

import pytest
from django.test import Client
from pypdf import PdfReader

from reports.models import Copy
from requests_app.domain.workflow import Status
from tests import factories

pytestmark = pytest.mark.django_db


def margin(pdf: bytes) -> str:
    return " ".join(PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())


def test_a_client_gets_a_copy_of_its_own(client: Client) -> None:
    asked = factories.request_at(Status.DELIVERED)
    client.force_login(factories.alice())

    files = [client.get(f"/requests/{asked.key}/report.pdf").content for _ in range(2)]

    assert files[0] != files[1]
    for file in files:
        assert f"Prepared for Alice, {factories.ORGANISATION} · {asked.number} · " in margin(file)
    assert {(row.name, row.reference) for row in Copy.objects.all()} == {("Alice", asked.number)}


def test_somebody_without_an_account_is_named_as_the_request_names_them(client: Client) -> None:
    received = factories.submit_by_link()
    request = received.request
    for row in factories.path(Status.SUBMITTED, Status.DELIVERED):
        factories.move(request, row.name)
    client.post(f"/requests/open/{received.secret}/")

    file = client.get(f"/requests/{request.key}/report.pdf").content

    assert f"Prepared for Alice Adeyemi, {factories.ORGANISATION} · {request.number} · " in margin(file)
