"""What is dangerous asks for a fresh proof: which addresses do, and that none acts before it has one."""

import pytest
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from reports.permissions import does_ask_again
from tests.gate import printing, walk, world

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WHOLE_ADMINS = ("mfa_authenticator", "reports_identityprovider", "reports_user")
"""Their every page asks; of reports, those where a text can be published."""
DANGEROUS = {
    *(
        f"admin:{model}_{page}"
        for model in WHOLE_ADMINS
        for page in ("add", "change", "changelist", "delete", "history")
    ),
    *(f"admin:reports_report_{page}" for page in ("add", "change", "changelist", "delete")),
    *("admin:reports_erasurerequest_approve", "admin:reports_legalhold_release"),
    *("admin:reports_invoice_paid", "admin:reports_invoice_credit", "admin:reports_organisation_units"),
    *("admin:reports_edition_notice", "reports:tokens"),
    *("admin:requests_app_reportrequest_open", "admin:requests_app_reportrequest_password"),
}


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> world.World:
    printing.stub(monkeypatch)
    return world.build()


def dangerous(house: world.World) -> dict[str, str]:
    """Addresses by name that ask again before a POST, one that publishes included."""
    request = RequestFactory().post("/", {"_publish": ""})
    return {
        each.name: each.there
        for each in walk.addresses(house)
        if each.is_named and does_ask_again(resolve(each.there.partition("?")[0]).func, request)
    }


def test_each_dangerous_act_asks_again_and_does_nothing_yet(
    house: world.World, settings: LazySettings
) -> None:
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    admin = house.people["admin"]
    assert admin is not None
    EmailAddress.objects.get_or_create(user=admin, email=admin.email, verified=True, primary=True)
    asked = dangerous(house)
    assert set(asked) == DANGEROUS

    for where in asked.values():
        browser = Client()
        browser.force_login(admin)
        answer = browser.post(where, {"_publish": "", "note": "Typed"})
        assert answer["Location"].startswith(reverse("account_reauthenticate")), where
