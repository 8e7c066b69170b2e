"""A client's file leaves to be saved, for those for whom the request exists, and staff leaves a record."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.domain.marking import Marking
from reports.models import User
from requests_app.models import Attachment, AttachmentDownload, ReportRequest, RequestDraft
from requests_app.services import attaching
from tests import factories
from tests.requests_app.files.samples import PDF

pytestmark = pytest.mark.django_db


def attached(request: ReportRequest, name: str = "lease.pdf", content: bytes = PDF) -> Attachment:
    draft = RequestDraft.objects.create(owner=request.client)
    assert attaching.attach(draft, [SimpleUploadedFile(name, content)]) == []
    draft.attachments.update(draft=None, request=request)
    return request.attachments.get()


def on_page(file: Attachment) -> str:
    assert file.request
    return reverse("requests:file", args=[file.request.key, file.key])


def on_desk(file: Attachment) -> str:
    return reverse("admin:requests_app_reportrequest_file", args=[file.request_id, file.key])


def signed_in(user: User | None) -> Client:
    client = Client()
    if user:
        client.force_login(user)
    return client


def test_the_client_saves_its_file_and_no_browser_shows_it(alice: User) -> None:
    file = attached(factories.submit(), name="Größe گ.pdf")
    answer = signed_in(alice).get(on_page(file))
    assert b"".join(answer.streaming_content) == PDF
    told = {
        name: answer.headers[name]
        for name in (
            "Content-Type",
            "Content-Length",
            "Content-Disposition",
            "Content-Security-Policy",
            "X-Content-Type-Options",
        )
    }
    assert told == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(PDF)),
        "Content-Disposition": (
            "attachment; filename=\"groe.pdf\"; filename*=utf-8''Gr%C3%B6%C3%9Fe%20%DA%AF.pdf"
        ),
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    assert "no-store" in answer.headers["Cache-Control"]
    assert AttachmentDownload.objects.count() == 0, "what the client takes back is its own affair"


@pytest.mark.parametrize("who", ["charlie", "dana", None])
def test_for_others_it_was_never_there(who: str | None, charlie: User, dana: User) -> None:
    file = attached(factories.submit())
    client = signed_in({"charlie": charlie, "dana": dana, None: None}[who])
    theirs = client.get(on_page(file))
    nobodys = client.get(reverse("requests:file", args=[uuid.UUID(int=0), uuid.UUID(int=0)]))
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.content == nobodys.content


def test_a_colleague_takes_what_is_amber_and_not_what_is_red(bob: User) -> None:
    amber = attached(factories.submit())
    red = attached(factories.submit(marking=Marking.RED), name="red.pdf")
    client = signed_in(bob)
    assert b"".join(client.get(on_page(amber)).streaming_content) == PDF
    assert client.get(on_page(red)).status_code == 404
    crossed = reverse("requests:file", args=[amber.request.key, red.key])
    assert client.get(crossed).status_code == 404, "a file is asked for through its own request"


def test_staff_takes_it_on_the_desk_and_that_is_kept(dana: User, alice: User) -> None:
    file = attached(factories.submit())
    answer = signed_in(dana).get(on_desk(file))
    assert b"".join(answer.streaming_content) == PDF
    assert list(AttachmentDownload.objects.values_list("attachment", "by")) == [(file.pk, dana.pk)]
    assert signed_in(alice).get(on_desk(file)).status_code == 302


def test_staff_without_a_role_and_a_request_that_is_not_released_yet(dana: User) -> None:
    request = factories.submit()
    file = attached(request)
    assert signed_in(factories.person("Fred", groups=("editor",))).get(on_desk(file)).status_code == 403
    ReportRequest.objects.update(released_at=timezone.now() + timedelta(minutes=5))
    assert signed_in(dana).get(on_desk(file)).status_code == 404


def test_a_damaged_file_is_a_page_and_never_half_a_file(alice: User) -> None:
    file = attached(factories.submit())
    storage = storages["editions"]
    with storage.open(file.stored_name, "wb") as stored:
        stored.write(PDF[:-1] + b"!")
    answer = signed_in(alice).get(on_page(file))
    assert answer.status_code == 503
    storage.delete(file.stored_name)
    assert signed_in(alice).get(on_page(file)).status_code == 503


def test_both_pages_list_the_files(alice: User, dana: User) -> None:
    request = factories.submit()
    file = attached(request)
    assert on_page(file) in signed_in(alice).get(request.get_absolute_url()).content.decode()
    desk = reverse("admin:requests_app_reportrequest_change", args=[request.pk])
    b"".join(signed_in(dana).get(on_desk(file)).streaming_content)
    page = signed_in(dana).get(desk).content.decode()
    assert on_desk(file) in page
    assert f"PDF, {len(PDF)}\xa0bytes. Not scanned. Last taken by Dana" in page
