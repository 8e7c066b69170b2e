"""What ends by itself: drafts that nobody touches, papers without end, and requests that nobody has read."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.models import User
from requests_app.domain.workflow import Status
from requests_app.models import Attachment, AttachmentDownload, DraftState, ReportRequest, RequestDraft
from requests_app.permissions import on_the_desk
from requests_app.services import outliving, pacing, transitions
from tests import factories
from tests.gate.world import attached

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def old_draft(state: DraftState, days: int = 91, **fields: object) -> RequestDraft:
    typed = {"title": "Ferries"}
    draft = RequestDraft.objects.create(owner=factories.alice(), typed=typed, state=state, **fields)
    attached(draft=draft)
    RequestDraft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - timedelta(days=days))
    return draft


def test_drafts_that_nobody_touched_for_long_go_with_their_files(dana: User) -> None:
    for state in (DraftState.TYPING, DraftState.UNCONFIRMED, DraftState.DISCARDED):
        old_draft(state)
    decided = {"discarded_because": "Spam.", "discarded_by": dana}
    kept = [
        old_draft(DraftState.TYPING, days=89),
        old_draft(DraftState.HELD, held_because="Haste."),
        old_draft(DraftState.SENT, request=factories.submit()),
        old_draft(DraftState.DISCARDED, **decided),
        old_draft(DraftState.UNCONFIRMED),
    ]
    AttachmentDownload.objects.create(attachment=kept[-1].attachments.get(), by=dana)
    answered = old_draft(DraftState.ANSWERED, answered_by=factories.briefing().edition)
    limit = timezone.now() - outliving.kept_for()
    assert outliving.past(limit).count() == 4
    outliving.remove(outliving.past(limit))
    assert outliving.past(limit).count() == 0
    assert set(RequestDraft.objects.exclude(typed={})) == set(kept)
    assert list(RequestDraft.objects.filter(typed={})) == [answered]
    assert set(Attachment.objects.values_list("draft", flat=True)) == {each.pk for each in kept}


def test_the_list_of_drafts_says_how_long_they_are_kept(alice: User) -> None:
    old_draft(DraftState.TYPING)
    client = Client()
    client.force_login(alice)
    assert "do not touch for 90 days is removed" in client.get(reverse("requests:list")).content.decode()


def test_so_many_papers_a_minute_and_then_a_page_that_says_when(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with time_machine.travel("2026-11-24T10:00:20Z", tick=False):
        assert [pacing.seconds_to_wait("alice") for _ in range(8)] == [0] * 6 + [40] * 2
        assert pacing.seconds_to_wait("bob") == 0
        assert pacing.seconds_to_wait("bob", "alice") == 40
    with time_machine.travel("2026-11-24T10:01:00Z", tick=False):
        assert pacing.seconds_to_wait("alice") == 0

    monkeypatch.setattr(pacing, "PAPERS", 0)
    request, client = factories.request_at(Status.QUOTED), Client()
    client.force_login(alice)
    for place in (
        reverse("requests:receipt", args=[request.key]),
        reverse("requests:quote-pdf", args=[request.key, 1]),
    ):
        answer = client.get(place)
        assert answer.status_code == 429
        assert f"Try again in {answer['Retry-After']} second" in answer.content.decode()


def test_what_was_withdrawn_unread_is_never_shown_to_staff(alice: User) -> None:
    request, read = factories.submit(), factories.submit()
    ReportRequest.objects.filter(pk=request.pk).update(released_at=timezone.now() + timedelta(minutes=20))
    request.refresh_from_db()
    for each in (request, read):
        transitions.apply(each, "withdraw", by=alice)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert list(on_the_desk(factories.dana())) == [read]
    client = Client()
    client.force_login(alice)
    page = client.get(reverse("requests:received", args=[request.key])).content.decode()
    assert (request.number in page, "Read by" in page) == (True, False)
