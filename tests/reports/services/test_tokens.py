"""Personal tokens: shown once, kept as a digest, dead with whatever they stood on."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.models import AccessToken, Membership, Organisation, User
from reports.services import tokens
from tests import factories

pytestmark = pytest.mark.django_db


def home_of(person: User) -> Organisation:
    return Organisation.objects.get(memberships__user=person)


def made(person: User, name: str = "Reading room", **about: Any) -> tuple[AccessToken, str]:
    return tokens.issue(person, name, **{"organisation": home_of(person), **about})


def test_a_secret_is_shown_once_and_stored_nowhere(alice: User) -> None:
    browser = Client()
    browser.login(username=alice.email, password=factories.PASSWORD)
    page = reverse("reports:tokens")
    answer = browser.post(page, {"name": "Reading room", "days": "30"})
    secret = answer.context["secret"]
    again = browser.post(page, {"name": "Reading room", "days": "30"})
    assert answer.content.decode().count(secret) == 1
    assert (again.status_code, again.context["secret"], AccessToken.objects.count()) == (422, "", 1)
    assert secret not in browser.get(page).content.decode() + again.content.decode()
    assert tokens.reader(secret) == alice
    rows = [repr(row) for model in apps.get_models() for row in model._default_manager.values()]
    rows += [str(each.get_decoded()) for each in Session.objects.all()]
    assert [row for row in rows if secret[tokens.SHOWN :] in row] == []


def test_what_is_not_open_is_nobody_by_one_query(
    alice: User, bob: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    (expired, first), (revoked, second), (_, third) = made(alice), made(alice, "Other"), made(bob)
    lately = timezone.now() - timedelta(seconds=1)
    AccessToken.objects.filter(pk=expired.pk).update(created_at=lately - timedelta(days=1), expires_at=lately)
    tokens.revoke(revoked)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    for secret in ("", "tb_nothing", "tb_\ud800", first, second, third):
        with django_assert_num_queries(1):
            assert tokens.reader(secret) is None


def test_a_token_ends_with_the_membership_that_it_was_made_in(alice: User) -> None:
    (_, secret), (_, loose) = made(alice), made(alice, "Of no organisation", organisation=None)
    member = Membership.objects.get(user=alice)
    assert tokens.reader(secret) == alice
    member.delete()
    assert (tokens.reader(secret), tokens.reader(loose)) == (None, alice)
    Membership.objects.create(user=alice, organisation=member.organisation)
    assert tokens.reader(secret) is None


def test_ten_are_open_at_most_and_each_for_a_year_at_most(alice: User) -> None:
    for number in range(tokens.MOST_OPEN):
        token, _ = made(alice, f"Program {number}")
    with pytest.raises(tokens.TokenRefused, match="10 open tokens"):
        made(alice, "One more")
    tokens.revoke(token)
    with pytest.raises(tokens.TokenRefused, match="1 to 365 days"):
        made(alice, "One more", days=366)


def test_its_use_is_written_down_once_a_day(
    alice: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    token, secret = made(alice)
    with django_assert_num_queries(2):
        tokens.reader(secret)
    with django_assert_num_queries(1):
        tokens.reader(secret)
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()


def test_a_stranger_revokes_nothing(alice: User, charlie: User) -> None:
    token, secret = made(alice)
    address = reverse("reports:token-revoke", args=[token.pk])
    browser = Client()
    browser.force_login(charlie)
    assert (browser.post(address).status_code, tokens.reader(secret)) == (404, alice)
    browser.force_login(alice)
    assert (browser.post(address).status_code, tokens.reader(secret)) == (302, None)
