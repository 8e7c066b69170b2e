"""Files on the step that they stand on: added, refused beside the field, removed; nothing typed is lost."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from config.uploads import MOST_OF_ONE
from reports.models import User
from requests_app.models import RequestDraft
from tests.requests_app.files.samples import PDF

pytestmark = pytest.mark.django_db
TYPED = {"marking": "TLP:GREEN", "readers": "bob@example.org"}


@pytest.fixture
def draft(alice: User) -> RequestDraft:
    return RequestDraft.objects.create(owner=alice, typed={"title": "Ferries"})


@pytest.fixture
def client(alice: User) -> Client:
    browser = Client()
    browser.force_login(alice)
    return browser


def at(draft: RequestDraft, step: str = "handling") -> str:
    return reverse("requests:step", args=[draft.key, step])


def post(client: Client, draft: RequestDraft, *files: tuple[str, bytes], **buttons: str) -> HttpResponse:
    uploads = [SimpleUploadedFile(*file) for file in files]
    return client.post(at(draft), {**TYPED, **buttons, "files": uploads})


def test_added_files_are_listed_and_what_was_typed_is_saved(client: Client, draft: RequestDraft) -> None:
    answer = post(client, draft, ("lease.pdf", PDF), ("notes.txt", b"Berths."), add_files="1")
    assert (answer.status_code, answer["Location"]) == (302, at(draft))
    page = client.get(at(draft)).content.decode()
    for name in ("lease.pdf", "notes.txt", "Remove<span"):
        assert name in page
    draft.refresh_from_db()
    assert draft.typed == {"title": "Ferries", **TYPED}


def test_going_on_takes_the_chosen_files_too(client: Client, draft: RequestDraft) -> None:
    answer = post(client, draft, ("lease.pdf", PDF), next="1")
    assert answer["Location"] == at(draft, "person")
    assert draft.attachments.count() == 1


def test_a_refused_file_is_said_beside_the_field_and_the_others_are_kept(
    client: Client, draft: RequestDraft
) -> None:
    answer = post(client, draft, ("lease.pdf", PDF), ("big.txt", b"b" * MOST_OF_ONE), add_files="1")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“big.txt”: It is larger than 10 MB. Make it smaller, or divide it." in page
    assert 'aria-describedby="id_files_help id_files_errors"' in page
    assert "bob@example.org</textarea>" in page
    assert list(draft.attachments.values_list("name", flat=True)) == ["lease.pdf"]


def test_more_than_a_request_can_carry_is_said_and_nothing_is_kept_by_half(
    client: Client, draft: RequestDraft
) -> None:
    """Thirteen files of 10 MB are more than an upload may be; none of them may be kept cut short."""
    answer = post(client, draft, *((f"{n}.txt", b"%d" % n * 5_000_000) for n in range(10, 40)), add_files="1")
    assert answer.status_code == 422
    assert {file.size for file in draft.attachments.all()} == {10_000_000}


def test_a_file_is_removed_once_or_twice(client: Client, draft: RequestDraft) -> None:
    post(client, draft, ("lease.pdf", PDF), add_files="1")
    key = str(draft.attachments.get().key)
    for _ in range(2):
        assert post(client, draft, remove_file=key)["Location"] == at(draft)
    assert draft.attachments.count() == 0
    assert post(client, draft, remove_file="'; --").status_code == 302


def test_a_file_of_a_draft_is_there_for_its_owner_alone(
    client: Client, draft: RequestDraft, bob: User, charlie: User, dana: User
) -> None:
    post(client, draft, ("lease.pdf", PDF), add_files="1")
    address = reverse("requests:draft-file", args=[draft.key, draft.attachments.get().key])
    assert b"".join(client.get(address).streaming_content) == PDF
    nobodys = Client().get(reverse("requests:draft-file", args=[uuid.UUID(int=0), uuid.UUID(int=0)]))
    for user in (bob, charlie, dana):
        stranger = Client()
        stranger.force_login(user)
        answer = stranger.get(address)
        assert (answer.status_code, answer.content) == (404, nobodys.content)
        post(stranger, draft, remove_file=str(draft.attachments.get().key))
    assert draft.attachments.count() == 1
    assert Client().get(address).content == nobodys.content


def test_somebody_without_an_account_keeps_its_files_by_its_browser(alice: User) -> None:
    browser = Client()
    browser.post(reverse("requests:new"), {"title": "Ferries", "question_1": "When?", "next": "1"})
    draft = RequestDraft.objects.get()
    post(browser, draft, ("lease.pdf", PDF), add_files="1")
    address = reverse("requests:draft-file", args=[draft.key, draft.attachments.get().key])
    assert b"".join(browser.get(address).streaming_content) == PDF
    assert Client().get(address).status_code == 404


def test_the_check_lists_the_files(client: Client, draft: RequestDraft) -> None:
    post(client, draft, ("lease.pdf", PDF), add_files="1")
    page = client.get(at(draft, "check")).content.decode()
    assert reverse("requests:draft-file", args=[draft.key, draft.attachments.get().key]) in page
