"""Notices are typed, kept for ever, and stand on the page of what they correct."""

import pytest
from django.test import Client

from reports import actions
from reports.models import Correction, CorrectionKind, Publication, User
from reports.models.frozen import FrozenRowError
from reports.permissions import NotAllowedError
from reports.services import corrections
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(db: None) -> Publication:
    return factories.briefing()


def test_a_notice_stands_on_the_page_at_once(page: Publication, client: Client, dana: User) -> None:
    corrections.correct(page.edition, CorrectionKind.CORRECTION, note="It was <b>March</b>.", by=dana)

    body = client.get(f"/briefings/{page.slug}/").content.decode()

    assert "<strong>Correction</strong> on edition 1" in body
    assert "It was &lt;b&gt;March&lt;/b&gt;." in body


def test_a_notice_on_a_closed_briefing_does_not_quote_it(client: Client, dana: User) -> None:
    closed = factories.briefing(access="subscribers")
    corrections.correct(closed.edition, CorrectionKind.ADDENDUM, note=f"More {factories.LOCKED}.", by=dana)

    body = client.get(f"/briefings/{closed.slug}/").content.decode()

    assert "<strong>Addendum</strong>" in body
    assert factories.LOCKED not in body


def test_a_withdrawn_edition_is_not_handed_out_but_to_staff(
    page: Publication, client: Client, dana: User
) -> None:
    corrections.withdraw(page.edition, note="Wrong figures.", by=dana)

    refused = client.get(f"/briefings/{page.slug}/pdf/")
    client.force_login(dana)

    assert (refused.status_code, refused["Cache-Control"]) == (410, "private, no-store")
    assert "Wrong figures." in refused.content.decode()
    assert client.get(f"/briefings/{page.slug}/pdf/").status_code == 200


def test_withdrawing_twice_is_withdrawing_once(page: Publication, dana: User) -> None:
    first = corrections.withdraw(page.edition, note="One.", by=dana)
    second = corrections.correct(page.edition, CorrectionKind.RETRACTION, note="Two.", by=dana)

    assert first == second
    assert Correction.objects.count() == 1


def test_a_notice_says_something(page: Publication, dana: User) -> None:
    with pytest.raises(corrections.CorrectionRefusedError, match="Say what"):
        corrections.correct(page.edition, CorrectionKind.CORRECTION, note="  ", by=dana)


def test_a_notice_is_never_changed(page: Publication, dana: User) -> None:
    notice = corrections.withdraw(page.edition, note="One.", by=dana)
    notice.text = "Another."

    with pytest.raises(FrozenRowError):
        notice.save()


def test_editors_alone_correct(page: Publication, dana: User) -> None:
    editor = factories.person("Ed", groups=("editor",))

    with pytest.raises(NotAllowedError, match="editor"):
        actions.correct(page.edition, CorrectionKind.CORRECTION, note="One.", by=dana)
    assert actions.correct(page.edition, CorrectionKind.CORRECTION, note="One.", by=editor).by == editor
