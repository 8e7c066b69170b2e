"""Nothing that was typed is lost: not by signing in, by a session that ended, by two tabs, or by a token."""

import threading
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from reports.models import User
from requests_app.models import DraftState, ReportRequest, RequestDraft
from requests_app.services import drafting
from tests import factories
from tests.requests_app.asking import (
    ALL_STEPS,
    NEW,
    ask,
    changed,
    draft,
    fill,
    page_of,
    post,
    send,
    text_in,
    typed,
)

pytestmark = pytest.mark.django_db
TEMPLATES = ("requests:draft", "requests:send", "requests:link", "requests:discard")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_looking_at_the_form_keeps_nothing(client: Client) -> None:
    assert client.get(NEW).status_code == 200
    assert RequestDraft.objects.count() == 0
    assert "sessionid" not in client.cookies


def test_a_step_is_kept_as_it_was_typed_even_where_it_is_wrong(client: Client) -> None:
    one, answers = fill(client, needed_by="some day", marking="TLP:PINK", email="nobody")
    assert [step for step, answer in answers.items() if answer.status_code == 422] == [
        "background",
        "handling",
        "person",
    ]
    assert [one.typed[name] for name in ("needed_by", "marking", "email")] == [
        "some day",
        "TLP:PINK",
        "nobody",
    ]
    assert text_in(page_of(client, one, "background"), "needed_by") == "some day"


def test_sending_leads_to_the_first_step_that_is_wrong(client: Client, alice: User) -> None:
    browser = signed_in(alice)
    post(browser, "question", changed()["question"])
    answer = send(browser, draft())
    assert answer["Location"] == reverse("requests:step", args=[draft().key, "answer"])
    page = browser.get(answer["Location"]).content.decode()
    assert "Choose one." in page
    assert "was not sent yet" in page
    assert ReportRequest.objects.count() == 0


def test_the_check_shows_everything_and_what_is_wrong(alice: User) -> None:
    browser = signed_in(alice)
    one, _ = fill(browser, needed_by="some day", background="<i>Much</i>")
    page = page_of(browser, one, "check")
    for words in (
        "Will the ferry run?",
        "&lt;i&gt;Much&lt;/i&gt;",
        "some day",
        "Write a date",
        "Norway, Sweden",
    ):
        assert words in page, words
    assert page.count("?towards=check") == len(ALL_STEPS)


def test_change_leads_back_to_the_check(alice: User) -> None:
    browser = signed_in(alice)
    one, _ = fill(browser)
    values = {**typed()["person"], "towards": "check", "name": "Alice A."}
    assert post(browser, "person", values, key=one.key)["Location"].endswith("/check/")
    values = {**typed()["question"], "towards": "check"}
    assert post(browser, "question", values, key=one.key)["Location"].endswith("/check/")


def test_going_back_and_elsewhere_keeps_the_step(client: Client) -> None:
    post(client, "question", changed()["question"])
    one = draft()
    answer = post(client, "handling", {"marking": "TLP:RED", "go": "person"}, key=one.key, button="go")
    assert answer["Location"].endswith("/person/")
    answer = post(client, "background", {"background": "More.", "needed_by": "x"}, key=one.key, button="back")
    assert answer["Location"].endswith("/question/")
    assert [draft().typed[name] for name in ("marking", "background", "needed_by")] == [
        "TLP:RED",
        "More.",
        "x",
    ]


def test_two_tabs_on_two_steps_undo_nothing_of_each_other(alice: User) -> None:
    browser = signed_in(alice)
    one, _ = fill(browser)
    stale = RequestDraft.objects.get(pk=one.pk)
    drafting.keep(one, {"background": "First tab."}, names=["background"])
    drafting.keep(stale, {"name": "Second tab"}, names=["name"])
    assert (draft().typed["background"], draft().typed["name"]) == ("First tab.", "Second tab")


def test_the_same_first_step_twice_begins_one_draft(alice: User) -> None:
    browser = signed_in(alice)
    values = {**changed()["question"], "draft": str(uuid.uuid4())}
    first, second = post(browser, "question", values), post(browser, "question", values)
    assert first["Location"] == second["Location"]
    assert RequestDraft.objects.count() == 1


def test_somebody_elses_key_opens_nothing_and_loses_nothing(alice: User, charlie: User) -> None:
    values = {**changed()["question"], "draft": str(uuid.uuid4())}
    post(signed_in(alice), "question", values)
    post(signed_in(charlie), "question", {**values, "title": "Mine"})
    assert sorted(RequestDraft.objects.values_list("owner", "typed__title")) == sorted(
        [(alice.pk, "Will the ferry run?"), (charlie.pk, "Mine")]
    )


@pytest.mark.parametrize("who", ["charlie", "bob", None])
def test_for_others_a_draft_was_never_there(who: str | None, alice: User) -> None:
    one, _ = fill(signed_in(alice))
    browser = signed_in(getattr(factories, who)()) if who else Client()
    for name in (*TEMPLATES, "check", *ALL_STEPS):
        for method in ("get", "post"):
            if method == "post" and name in ALL_STEPS:
                continue  # what they typed is kept for themselves
            answers = [getattr(browser, method)(address(name, key)) for key in (one.key, uuid.UUID(int=1))]
            assert answers[0].status_code == answers[1].status_code
            assert answers[0].status_code in {302, 404, 405}
            bodies = [
                answer.content.replace(str(key).encode(), b"")
                for answer, key in zip(answers, (one.key, uuid.UUID(int=1)), strict=True)
            ]
            assert bodies[0] == bodies[1]


def address(name: str, key: uuid.UUID) -> str:
    return reverse(name, args=[key]) if ":" in name else reverse("requests:step", args=[key, name])


def test_what_a_browser_typed_becomes_the_persons_when_it_signs_in(alice: User) -> None:
    browser = Client()
    post(browser, "question", changed()["question"])
    one = draft()
    assert (one.owner, bool(one.secret_digest)) == (None, True)
    browser.force_login(alice)
    assert page_of(browser, one, "background")
    assert (draft().owner, draft().secret_digest) == (alice, "")
    other_device = signed_in(alice)
    assert text_in(page_of(other_device, one, "question"), "title") == "Will the ferry run?"
    assert "Will the ferry run?" in other_device.get(reverse("requests:list")).content.decode()


def test_a_step_typed_after_the_session_ended_finds_its_place(alice: User, charlie: User) -> None:
    one, _ = fill(signed_in(alice))
    browser = Client()
    answer = post(browser, "background", {"background": "Late words."}, key=one.key)
    page = browser.get(answer["Location"]).content.decode()
    assert text_in(page, "background") == "Late words."
    assert "Sign in" in page
    assert RequestDraft.objects.get(pk=one.pk).typed["background"] == ""
    browser.force_login(alice)
    browser.get(reverse("requests:list"))
    assert RequestDraft.objects.get().typed["background"] == "Late words."
    assert RequestDraft.objects.get().typed["title"] == "Will the ferry run?"


def test_a_strangers_step_does_not_find_its_way_into_a_draft(alice: User, charlie: User) -> None:
    one, _ = fill(signed_in(alice))
    browser = Client()
    post(browser, "background", {"background": "Mine."}, key=one.key)
    browser.force_login(charlie)
    browser.get(reverse("requests:list"))
    assert RequestDraft.objects.get(pk=one.pk).typed["background"] == ""
    assert RequestDraft.objects.exclude(pk=one.pk).get().owner == charlie


def test_a_wrong_token_writes_nothing_and_shows_what_was_typed(alice: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    first = strict.post(NEW, {"title": "Typed at length"})
    assert (first.status_code, RequestDraft.objects.count()) == (403, 0)
    assert text_in(first.content.decode(), "title") == "Typed at length"
    token = text_in(first.content.decode(), "csrfmiddlewaretoken")
    again = strict.post(NEW, {**changed()["question"], "csrfmiddlewaretoken": token})
    assert again.status_code == 302
    answer = post(strict, "background", {"background": "More."}, key=draft().key)
    assert (answer.status_code, text_in(answer.content.decode(), "background")) == (403, "More.")
    assert "background" not in draft().typed
    assert send(strict, draft())["Location"].endswith("/check/")


def test_a_draft_is_put_aside_and_taken_up_again(alice: User) -> None:
    browser = signed_in(alice)
    one, _ = fill(browser)
    for _ in range(2):
        assert browser.post(reverse("requests:discard", args=[one.key])).status_code == 302
    assert draft().state == DraftState.DISCARDED
    assert "Not sent yet" not in browser.get(reverse("requests:list")).content.decode()
    assert "put this draft aside" in browser.get(one.get_absolute_url()).content.decode()
    post(browser, "background", {"background": "Again."}, key=one.key)
    assert (draft().state, draft().typed["title"]) == (DraftState.TYPING, "Will the ferry run?")


def test_a_draft_goes_on_where_it_was_left(alice: User) -> None:
    browser = signed_in(alice)
    post(browser, "question", changed()["question"])
    assert browser.get(draft().get_absolute_url())["Location"].endswith("/background/")
    one, _ = fill(browser)
    assert browser.get(one.get_absolute_url())["Location"].endswith("/check/")


def test_a_second_click_on_send_lands_on_the_same_receipt(alice: User) -> None:
    browser = signed_in(alice)
    one, _ = fill(browser)
    first, second = send(browser, one), send(browser, one)
    assert second["Location"] == one.get_absolute_url()
    assert browser.get(second["Location"])["Location"] == ReportRequest.objects.get().get_absolute_url()
    assert first["Location"].startswith(ReportRequest.objects.get().get_absolute_url())


def test_who_is_signed_in_need_not_say_who_it_is(alice: User) -> None:
    browser = signed_in(alice)
    post(browser, "question", changed()["question"])
    page = page_of(browser, draft(), "person")
    assert (text_in(page, "name"), text_in(page, "email")) == ("Alice", "alice@example.org")
    assert text_in(page, "organisation") == "Meridian Shipping"
    ask(browser, email="charlie@example.org", organisation="Meridian Shipping")
    request = ReportRequest.objects.get()
    assert (request.client, request.email) == (alice, "alice@example.org")
    assert request.organisation == alice.memberships.get().organisation


def test_a_network_that_begins_too_many_drafts_is_told_to_wait(settings: Settings) -> None:
    settings.INTAKE_PER_NETWORK = 1
    for _ in range(5):
        assert post(Client(), "question", changed()["question"]).status_code == 302
    answer = post(Client(), "question", changed(title="Kept on the page")["question"])
    assert answer.status_code == 429
    assert text_in(answer.content.decode(), "title") == "Kept on the page"
    elsewhere = Client(headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.7"})
    assert post(elsewhere, "question", changed()["question"]).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_twenty_clicks_at_once_make_one_request() -> None:
    alice = factories.alice()
    one, _ = fill(signed_in(alice))
    gate, answers = threading.Barrier(20), []

    def click(browser: Client) -> None:
        gate.wait()
        try:
            answers.append(send(browser, one).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(signed_in(alice),)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * 20
    assert ReportRequest.objects.count() == 1
