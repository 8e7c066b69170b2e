"""Files are proved, scanned, cleaned and kept once; what cannot be kept leaves the others alone."""

import io
import re
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image
from pytest_django import Settings

from config.uploads import MOST_OF_ONE
from reports.models import User
from reports.models.frozen import FrozenRowError
from reports.services import editions, storing
from requests_app.domain.files import ACCEPTED
from requests_app.models import Attachment, AttachmentDownload, DraftState, ReportRequest, RequestDraft
from requests_app.services import attaching, drafting, scanning, sending
from tests import factories
from tests.requests_app.files.samples import PDF, docx, picture
from tests.requests_app.files.scanner import HARMFUL, clamd

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> RequestDraft:
    return RequestDraft.objects.create(owner=factories.alice())


@pytest.fixture
def scanned(settings: Settings) -> Iterator[list[bytes]]:
    with clamd() as (path, received):
        settings.CLAMD_SOCKET = path
        yield received


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attach(draft: RequestDraft, *files: tuple[str, bytes]) -> list[str]:
    return [str(each) for each in attaching.attach(draft, [upload(*file) for file in files])]


def kept(draft: RequestDraft) -> list[str]:
    return list(draft.attachments.values_list("name", flat=True))


def test_a_file_is_kept_under_its_digest_with_what_was_proved(draft: RequestDraft) -> None:
    assert attach(draft, ("../lease.docx", docx())) == []
    row = draft.attachments.get()
    assert (row.name, row.size, row.scan, row.position) == ("lease.docx", len(docx()), "none", 1)
    assert row.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert row.stored_name == f"{row.sha256[:2]}/{row.sha256}.docx"
    with storing.opened(row.stored_name) as file:
        assert file.read() == docx()


def test_what_cannot_be_kept_leaves_the_others(draft: RequestDraft) -> None:
    said = attach(
        draft, ("a.pdf", PDF), ("b.svg", b"<svg onload='x'/>"), ("c.txt", b"Three."), ("d.txt", b"")
    )
    assert said == [
        f"“b.svg”: It is a page, a drawing or a program made of text. We take {ACCEPTED}.",
        "“d.txt”: It is empty. Choose the file once more; perhaps it was not saved yet.",
    ]
    assert kept(draft) == ["a.pdf", "c.txt"]


def test_the_same_upload_twice_is_one_file(draft: RequestDraft) -> None:
    for _ in range(2):
        assert attach(draft, ("a.pdf", PDF), ("b.png", picture())) == []
    assert kept(draft) == ["a.pdf", "b.png"]


def test_the_eleventh_is_refused_and_a_freed_place_is_taken(draft: RequestDraft) -> None:
    files = [(f"{n}.txt", f"Note {n}".encode()) for n in range(1, 12)]
    assert attach(draft, *files) == [
        "“11.txt”: A request takes 10 files at most. Remove one before you add another."
    ]
    attaching.remove(draft, str(draft.attachments.get(name="3.txt").key))
    assert attach(draft, files[-1]) == []
    assert kept(draft) == ["1.txt", "2.txt", "11.txt", *[f"{n}.txt" for n in range(4, 11)]]


def test_ten_megabytes_pass_and_one_byte_more_does_not(draft: RequestDraft) -> None:
    assert attach(draft, ("a.txt", b"a" * (MOST_OF_ONE - 1))) == []
    assert attach(draft, ("b.txt", b"b" * MOST_OF_ONE)) == [
        "“b.txt”: It is larger than 10 MB. Make it smaller, or divide it."
    ]


def test_a_picture_is_made_anew_without_what_it_carried(draft: RequestDraft) -> None:
    exif = Image.Exif()
    exif[0x010E] = "Taken at 69.65 N"
    content = picture("JPEG", exif=exif) + b"PK\x03\x04 behind the picture"
    assert attach(draft, ("berth.jpg", content)) == []
    with storing.opened(draft.attachments.get().stored_name) as file:
        inside = file.read()
    assert b"69.65" not in inside
    assert b"behind" not in inside
    assert Image.open(io.BytesIO(inside)).size == (40, 30)


def test_half_a_picture_and_too_many_pixels_are_refused(draft: RequestDraft) -> None:
    half = picture("PNG", size=(400, 300))[:300]
    flat = picture("PNG", size=(5_200, 5_000))
    first, second = attach(draft, ("half.png", half), ("flat.png", flat))
    assert first.startswith("“half.png”: This cannot be read as a PNG, JPEG or WebP picture;")
    # Pillow itself refuses it before it is measured where the print engine has set its limit.
    assert re.fullmatch(
        "“flat.png”: The picture has (5,200 × 5,000 pixels|more pixels than can be right); "
        "at most 25 million are taken. Make it smaller.",
        second,
    )


def test_a_sent_draft_hands_its_files_over(draft: RequestDraft, alice: User) -> None:
    attach(draft, ("a.pdf", PDF))
    request = sending.deliver(draft, factories.asked(), by=alice).request
    assert list(request.attachments.values_list("name", flat=True)) == ["a.pdf"]
    assert kept(draft) == []


@pytest.mark.parametrize(("minutes", "names"), [(10, ["a.pdf"]), (-1, [])])
def test_files_are_changed_as_long_as_the_request_is(
    draft: RequestDraft, minutes: int, names: list[str]
) -> None:
    request = factories.submit()
    request.released_at += timedelta(minutes=minutes)
    request.save()
    draft.state, draft.request = DraftState.SENT, request
    draft.save()
    said = attach(draft, ("a.pdf", PDF))
    assert list(request.attachments.values_list("name", flat=True)) == names
    assert len(said) == (not names)


def test_files_of_a_rescued_step_find_their_place(draft: RequestDraft, alice: User) -> None:
    attach(draft, *((f"{n}.txt", f"Note {n}".encode()) for n in range(9)))
    piece = RequestDraft.objects.create(secret_digest="0" * 64, meant_for=draft.key)
    attach(piece, ("a.txt", b"One."), ("b.txt", b"Two."))
    drafting.claim(alice, "0" * 64)
    assert kept(draft)[-1] == "a.txt"
    assert len(kept(draft)) == 10


def test_nothing_is_added_or_removed_once_it_was_put_aside(draft: RequestDraft) -> None:
    attach(draft, ("a.pdf", PDF))
    RequestDraft.objects.update(state=DraftState.HELD)
    assert attach(draft, ("b.txt", b"Later.")) == [
        "“b.txt”: The request was sent or put aside meanwhile; it takes no files any more."
    ]
    attaching.remove(draft, str(draft.attachments.get().key))
    assert kept(draft) == ["a.pdf"]


def test_the_sweep_leaves_what_an_attachment_names(
    draft: RequestDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    attach(draft, ("a.pdf", PDF), ("b.txt", b"Two."))
    kept_row, gone = draft.attachments.all()
    attaching.remove(draft, str(gone.key))
    sweep = storing.sweep
    monkeypatch.setattr(storing, "sweep", lambda named: sweep(named, older_than=timedelta(seconds=-1)))
    editions.sweep()
    with storing.opened(kept_row.stored_name) as file:
        assert file.read() == PDF
    with pytest.raises(storing.FileDamagedError):
        storing.opened(gone.stored_name)


def test_a_download_of_staff_is_kept_for_ever(draft: RequestDraft) -> None:
    attach(draft, ("a.pdf", PDF))
    attaching.record_download(draft.attachments.get(), by=factories.dana())
    with pytest.raises(FrozenRowError):
        AttachmentDownload.objects.update(by=factories.erin())


def test_what_the_scanner_finds_is_not_kept_and_the_rest_says_that_it_wasscanned(
    draft: RequestDraft, scanned: list[bytes]
) -> None:
    bad = b"Nothing but the " + HARMFUL
    assert attach(draft, ("bad.txt", bad), ("good.png", picture())) == [
        "“bad.txt”: The virus scanner found something harmful in it. It was not kept."
    ]
    assert list(draft.attachments.values_list("name", "scan")) == [("good.png", Attachment.Scan.CLEAN)]
    assert scanned == [bad, picture()], "what is scanned is what came, whole"


@pytest.mark.parametrize("answer", [b"", b"stream: INSTREAM size limit exceeded. ERROR\0", b"stream: OKAY\0"])
def test_without_a_clear_answer_nothing_is_kept(
    draft: RequestDraft, settings: Settings, answer: bytes
) -> None:
    with clamd(answer) as (path, _):
        settings.CLAMD_SOCKET = path
        said = attach(draft, ("a.pdf", PDF))
    assert said == ["“a.pdf”: It could not be checked for viruses just now. Try again shortly."]
    assert kept(draft) == []


def test_the_scanner_is_greeted(settings: Settings) -> None:
    with clamd() as (path, _):
        settings.CLAMD_SOCKET = path
        scanning.ping()
    with pytest.raises(scanning.ScannerSilentError):
        scanning.ping()


def test_a_rescued_step_brings_no_file_to_what_was_handed_over(draft: RequestDraft) -> None:
    request = factories.submit()
    RequestDraft.objects.filter(pk=draft.pk).update(state=DraftState.SENT, request=request)
    piece = RequestDraft.objects.create(secret_digest="s", meant_for=draft.key)
    attach(piece, ("late.pdf", PDF))
    assert draft.owner is not None
    drafting.claim(draft.owner, "s")
    assert list(request.attachments.all()) == []
    assert kept(RequestDraft.objects.get(pk=piece.pk, owner=draft.owner)) == ["late.pdf"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not connection.features.has_select_for_update_nowait, reason="one writer at a time")
def test_nothing_is_handed_over_while_a_file_is_taken_out() -> None:
    request = factories.submit()
    ReportRequest.objects.update(released_at=timezone.now() + timedelta(minutes=5))
    sent = RequestDraft.objects.create(owner=request.client, state=DraftState.SENT, request=request)
    seen: list[bool] = []

    def hand_over() -> None:
        with transaction.atomic():
            free = ReportRequest.objects.select_for_update(skip_locked=True)
            seen.append(free.filter(pk=request.pk).exists())
        connection.close()

    with transaction.atomic():
        attaching.remove(sent, str(uuid.uuid4()))
        other = threading.Thread(target=hand_over)
        other.start()
        other.join()
    assert seen == [False]
