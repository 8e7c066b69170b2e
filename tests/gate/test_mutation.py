"""A table that would not notice a missing check proves nothing: with the checks taken out, it has to fail.

Every gate is opened at once, and each address that is closed to somebody is asked again by one whom it was
closed to; at least one of its cells has to be wrong then.
"""

import logging
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from reports.models import Invoice, Membership, Organisation, User
from reports.services import access, rights
from requests_app.models import ReportRequest, RequestDraft
from tests.gate import printing, table, walk, world
from tests.gate.test_table import cell
from tests.gate.walk import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.once]

STRANGER, WITHOUT_ROLE = "charlie", "grace"
WITHOUT_GATE = {
    *("requests:list", "admin:requests_app_reportrequest_filters_rename", "admin:logout"),
    *("account_end_session", "mfa_edit_webauthn", "mfa_remove_webauthn", "reports:data-archive"),
    *("reports:token-revoke", "reports:member-step"),
}
"""They show each reader its own by the query itself, or nothing to anybody."""


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[world.World]:
    printing.stub(monkeypatch)
    made = world.build()
    logging.disable(logging.CRITICAL)
    yield made
    logging.disable(logging.NOTSET)


_ASKED_OF_STAFF = (
    *("may_grant", "may_write", "may_account", "may_invoice", "may_decide_erasure", "may_release_hold"),
    *("may_open", "may_manage"),
)


def _anybody_is_at_home(*_: Any, **__: Any) -> Membership:
    """Everybody stands where alice does, as an owner."""
    return Membership.objects.get(user__email="alice@example.org")


def open_every_gate(patch: pytest.MonkeyPatch) -> None:
    """What `permissions`, `access`, `rights` and Django would refuse is allowed."""
    whole = frozenset({"triage", "analyst", "reviewer", "editor", "accounts"})
    patch.setattr(rights, "groups_of", lambda _user: whole)
    for name in ("has_perm", "has_module_perms"):
        patch.setattr(User, name, lambda *_: True)
    patch.setattr(access, "may_read_whole", lambda *_, **__: True)
    opened: dict[str, Any] = {
        "visible_to": lambda _visitor: ReportRequest.objects.all(),
        "drafts_of": lambda _visitor: RequestDraft.objects.all(),
        **dict.fromkeys(["acts_for", "deals_for"], lambda *_: True),
        "valued_by": lambda _visitor: Organisation.objects.all(),
        "invoices_for": lambda _user: Invoice.objects.all(),
        "at_home": _anybody_is_at_home,
        **dict.fromkeys(_ASKED_OF_STAFF, lambda *_: True),
    }
    ours = [each for name, each in sys.modules.items() if name.startswith(("requests_app.", "reports."))]
    for module in ours:
        for name, instead in opened.items():
            if hasattr(module, name):
                patch.setattr(module, name, instead)


def test_each_address_notices_that_its_check_is_gone(
    house: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_every_gate(monkeypatch)
    browsers = {who: Visitor(house.people[who]) for who in (STRANGER, WITHOUT_ROLE)}
    for browser in browsers.values():
        browser.client.raise_request_exception = False
    asked, unnoticed = 0, []
    for address in walk.addresses(house):
        who = WITHOUT_ROLE if address.there.startswith("/staff/") else STRANGER
        audience = table.DECLARED[address.name]
        closed = [each for each in ("GET", "POST") if audience.of(each) and who not in audience.of(each)]
        if not closed or address.name in WITHOUT_GATE:
            continue
        asked += 1
        if not any(cell(address, method, who, browsers[who]) for method in closed):
            unnoticed.append(address.name)
    printing.say(f"mutation: {asked} addresses without their check, {len(unnoticed)} of them unnoticed")
    assert sorted(unnoticed) == []


def test_without_the_door_of_the_staff_a_client_is_seen_there(
    house: world.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.contrib.admin.sites.AdminSite.has_permission", lambda *_: True)
    index = next(each for each in walk.addresses(house) if each.name == "admin:index")
    assert cell(index, "GET", STRANGER, Visitor(house.people[STRANGER])) == "open: 200 "
