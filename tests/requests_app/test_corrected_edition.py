"""After delivery: a corrected edition reaches everybody who took the one before, and says what was wrong."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import Correction, Download, Mail, User
from reports.services import verifying
from requests_app.domain.workflow import Status
from requests_app.models import ReportRequest
from requests_app.services import fulfilment, transitions
from requests_app.services.transitions import TransitionRefused
from tests import factories

NOTICE = "Figure 2 showed last year."
GIVEN = {"kind": "correction", "notice": NOTICE}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def file_of(request: ReportRequest) -> str:
    return reverse("requests:download", args=[request.key])


def reopened(request: ReportRequest) -> ReportRequest:
    transitions.apply(request, "reopen", by=factories.erin(), note="Sloppy.", given=GIVEN)
    return request


def corrected(request: ReportRequest) -> ReportRequest:
    """The whole way to a second edition, with a changed finding."""
    reopened(request)
    assert request.report is not None
    request.report.findings.update(text="The harbour closes in March.")
    for name in ("send_to_review", "approve", "deliver"):
        request.refresh_from_db()
        factories.move(request, name)
    return request


@pytest.fixture
def delivered(db: None) -> ReportRequest:
    return factories.request_at(Status.DELIVERED, readers=("nadia@example.org",))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({}, "choose the kind"),
        ({"kind": "withdrawal", "notice": "x"}, "choose the kind"),
        ({"kind": "nonsense", "notice": "x"}, "choose the kind"),
        ({"kind": "correction", "notice": " \n"}, "needs a notice"),
    ],
)
def test_nothing_is_corrected_without_a_typed_notice(
    delivered: ReportRequest, erin: User, given: dict[str, str], why: str
) -> None:
    with pytest.raises(TransitionRefused, match=why):
        transitions.apply(delivered, "reopen", by=erin, note="Sloppy.", given=given)
    assert delivered.stage is Status.DELIVERED
    assert not Correction.objects.exists()


def test_the_notice_stands_on_the_page_at_once_and_the_house_keeps_its_reason(
    delivered: ReportRequest, alice: User
) -> None:
    reopened(delivered)
    page = signed_in(alice).get(delivered.get_absolute_url()).content.decode()
    for said in (NOTICE, "<strong>Correction</strong> of edition 1", "Download edition 1 (PDF)"):
        assert said in page
    assert "Sloppy" not in page
    assert signed_in(alice).get(file_of(delivered)).status_code == 200


def test_everybody_who_took_the_old_edition_is_told_once_and_without_a_word_of_it(
    delivered: ReportRequest, alice: User, bob: User
) -> None:
    nadia = factories.person("Nadia")
    for reader in (alice, bob, bob, nadia):
        assert signed_in(reader).get(file_of(delivered)).status_code == 200
    before = set(Mail.objects.values_list("pk", flat=True))
    corrected(delivered)
    mails = Mail.objects.exclude(pk__in=before)
    assert sorted(mail.to for mail in mails) == ["alice@example.org", "bob@example.org", "nadia@example.org"]
    for mail in mails:
        assert mail.subject == f"{delivered.number}: a corrected edition is there"
        for word in (delivered.title, "harbour", "Figure", NOTICE, "bob@", "nadia@"):
            assert word not in mail.text + mail.html + mail.message_id
        opens = "/requests/open/" in mail.text
        assert (opens, "/requests/open/" in mail.html) == ((mail.to == "alice@example.org"),) * 2


def test_what_was_delivered_is_not_withdrawn_while_it_is_corrected(
    delivered: ReportRequest, alice: User
) -> None:
    reopened(delivered)
    with pytest.raises(TransitionRefused, match="was delivered already"):
        transitions.apply(delivered, "withdraw", by=alice)
    assert delivered.stage is Status.CHANGES_REQUESTED


def test_staff_who_took_it_is_led_to_the_desk(delivered: ReportRequest, dana: User) -> None:
    edition = fulfilment.edition_of(delivered)
    assert edition is not None
    Download.objects.create(edition=edition, reader=dana, address=dana.email)
    corrected(delivered)
    mail = Mail.objects.get(to=dana.email)
    assert reverse("admin:requests_app_reportrequest_change", args=[delivered.pk]) in mail.text


def test_the_new_edition_takes_the_place_of_the_old(delivered: ReportRequest, alice: User) -> None:
    old = fulfilment.edition_of(delivered)
    assert old is not None
    corrected(delivered)
    new = fulfilment.edition_of(delivered)
    assert new is not None
    assert (new.number, new.supersedes, delivered.deliveries.count()) == (2, old, 2)
    answer = signed_in(alice).get(file_of(delivered))
    assert "edition-2" in answer["Content-Disposition"]
    page = signed_in(alice).get(delivered.get_absolute_url()).content.decode()
    assert NOTICE in page
    assert "The harbour closes in March." in page
    assert "This is edition 2" in page
    assert verifying.by_digest(old.pdf_sha256).standing == "superseded"


def test_an_unchanged_text_is_no_new_edition_and_nobody_is_bothered(delivered: ReportRequest) -> None:
    before = Mail.objects.count()
    reopened(delivered)
    for name in ("send_to_review", "approve", "deliver"):
        delivered.refresh_from_db()
        if name == "send_to_review":
            transitions.apply(delivered, name, by=factories.dana())
        else:
            factories.move(delivered, name)
    assert delivered.stage is Status.DELIVERED
    assert (delivered.deliveries.count(), Mail.objects.count()) == (1, before)


def test_the_desk_asks_for_the_notice_and_keeps_what_was_typed(delivered: ReportRequest, erin: User) -> None:
    client = signed_in(erin)
    page = reverse("admin:requests_app_reportrequest_change", args=[delivered.pk])
    do = reverse("admin:requests_app_reportrequest_do", args=[delivered.pk, "reopen"])
    answer = client.post(do, {"note": "", "kind": "addendum", "notice": "Kept words."}, follow=True)
    source = answer.content.decode()
    assert "Kept words." in source
    assert re.search(r'<option value="addendum" selected', source)
    client.post(do, {"note": "Sloppy.", "kind": "addendum", "notice": NOTICE, "version": delivered.version})
    notice = Correction.objects.get()
    assert (notice.kind, notice.text, notice.by) == ("addendum", NOTICE, erin)
    assert client.get(page).status_code == 200
