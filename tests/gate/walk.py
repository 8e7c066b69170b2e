"""Every address of the service, read from its URL patterns, and what somebody is told there.

An address is built twice, of what is there and of what never was, so that a refusal can be held against the
answer to nothing: the same words, by the same number of queries.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from reports.domain import codes
from reports.models import User
from requests_app.models import SavedFilter
from requests_app.services import confirming, links
from requests_app.services.lettering import samples
from tests.gate.world import World

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_APPS = re.compile(r"\^\(\?P<app_label>[\w|]+\)/\$")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")
_ELSEWHERE = {"requests:withdraw", "requests:take", "requests:write", "requests:quote-pdf"}
_OF_DRAFTS = {
    *("draft", "send", "link", "discard", "check", "answers", "answered", "go-on", "draft-file", "step"),
}
"""Addresses that are there while a request is under way, so they are asked of the quoted one."""


_OF_HOUSEHOLD = {
    "reports:invitation-change": "invitation",
    "reports:domain-remove": "domain",
    "reports:join-decide": "asked_to_join",
    "reports:member-step": "colleague",
    "account_end_session": "session",
    "mfa_remove_webauthn": "key",
    "mfa_edit_webauthn": "key",
    "reports:token-revoke": "token",
}
"""Which row of the household an address names by its number."""
_NAMES = {
    "requests:take": "decline_quote",
    "reports:member-step": "remove",
    "admin:reports_organisation_people": "invite",
}


@dataclass(frozen=True, slots=True)
class Address:
    """An address of something that is there, and the same of nothing; `missing` is empty where it has no key.

    `is_own` says whether it is ours; Django's own pages without a name are known by their route.
    """

    name: str
    there: str
    missing: str
    is_named: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An answer without what differs each time, and the number of queries that it took."""

    status: int
    where: str
    body: str
    queries: int
    headers: dict[str, str]

    @property
    def said(self) -> tuple[int, str, str]:
        return self.status, self.where, self.body

    @property
    def asks_to_sign_in(self) -> bool:
        return self.where.startswith(("/staff/login/", "/account/login/"))

    @property
    def is_refusal(self) -> bool:
        return self.status in (401, 403, 404, 405) or self.asks_to_sign_in


def patterns(
    of: URLResolver | None = None, route: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Name, whole route and pattern of every address; the name is empty where it has none."""
    for each in (of or get_resolver()).url_patterns:
        if isinstance(each, URLPattern):
            yield (f"{space}{each.name}" if each.name else "", route + str(each.pattern), each)
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from patterns(each, route + str(each.pattern), inner)


def addresses(world: World) -> list[Address]:
    """Every address of the service, once."""
    found: dict[str, Address] = {}
    for name, route, _ in patterns():
        called = name or route
        there, missing = (_filled(route, called, world, is_there=each) for each in (True, False))
        found.setdefault(called, Address(called, there, "" if there == missing else missing, bool(name)))
    return list(found.values())


def _filled(route: str, name: str, world: World, *, is_there: bool) -> str:
    """The route with something in each of its places."""
    route = _APPS.sub("reports/" if is_there else "none/", route)
    route = route.replace("(?P<url>.*)$", "nothing/here/")
    route = route.replace("^(?P<provider_id>[^/]+)", "<provider_id>")
    model = name.removeprefix("admin:") if name.startswith("admin:") else route.partition("staff/")[2]
    given = _values(name, model.replace("/", "_"), world) if is_there else _nothing(name)
    return "/" + _PART.sub(lambda part: str(given[part[1]]), route)


def _values(name: str, model: str, world: World) -> dict[str, Any]:
    home = _home(name, world)
    row = next((row for each, row in world.rows.items() if model.startswith(f"{each}_")), None)
    household = world.household
    pk: Any = SavedFilter.objects.get().pk if "_filters_" in name else row and row.pk
    if own := _OF_HOUSEHOLD.get(name):
        pk = getattr(household, own).pk
    if name == "admin:reports_report_access":
        pk = world.briefing.report_id
    file = home.attachments.first() or world.request.attachments.first()
    return {
        "slug": world.briefing.series.slug
        if name in ("reports:series", "reports:series-feed")
        else world.briefing.slug,
        "digest": world.digest,
        "sha256": world.briefing.edition.pdf_sha256,
        "code": codes.of_digest(world.briefing.edition.snapshot_sha256),
        "token": _token(name, world),
        "key": file.key if name.endswith("_file") else home.key,
        "file": file.key,
        "number": household.invoice.number if name == "reports:invoice" else 1,
        "organisation": household.organisation.pk,
        "year": timezone.localdate().year,
        "provider_id": household.provider.key,
        "rest": "1/1",
        "step": "question",
        "form": "bib",
        "name": _named(name),
        "page": world.briefing.report_id,
        **dict.fromkeys(["pk", "object_id", "id"], pk),
        "content_type_id": 1,
    }


def _home(name: str, world: World) -> Any:
    """The request or the draft that an address is asked of."""
    if name == "requests:take-over":
        return world.household.left
    if name.startswith("requests:") and name.split(":")[1] in _OF_DRAFTS:
        return world.draft
    return world.asked if name in _ELSEWHERE else world.request


def _token(name: str, world: World) -> str:
    match name:
        case "reports:invitation":
            return world.household.secret
        case "requests:open":
            return links.secret_of(world.request)
        case "requests:confirm":
            return confirming.secret_of(world.waiting, "alice@example.org")
        case _:
            return world.stop


def _named(name: str) -> str:
    if name.endswith(("_mail", "_letter")):
        return samples()[0].name
    return _NAMES.get(name, "triage")


def _nothing(name: str) -> dict[str, Any]:
    """The same places, of nothing."""
    key = uuid.UUID(int=7)
    return {
        "organisation": 999_999, "year": timezone.localdate().year, "provider_id": "f" * 24, "rest": "1/9",
        "slug": "nothing", "digest": "0" * 64, "sha256": "0" * 64, "code": "nothing", "token": "0" * 64,
        "key": key, "file": key, "step": "question", "form": "bib", "name": _named(name),
        "number": "PF-2026-0999" if name == "reports:invoice" else 9,
        "page": 999_999, "pk": 999_999, "object_id": 999_999, "id": 999_999, "content_type_id": 999_999,
    }  # fmt: skip


class Visitor:
    """Somebody's browser: each answer leaves the house and the browser as they were."""

    _VARIES = re.compile(
        r'value="[\w-]{64}"|nonce="[^"]*"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|/\d+/|(?<![\w-])[\w-]+-\d\d?-\d+'
        r'|value="[\w:.+-]+:[\w-]{40,}"'
    )

    def __init__(self, user: User | None) -> None:
        self.client = Client()
        if user:
            self.client.force_login(user, "reports.services.rights.ByGroups")
        name = settings.SESSION_COOKIE_NAME
        self.session = self.client.cookies[name].value if user else ""

    def asks(self, method: str, address: str, data: dict[str, Any] | None = None) -> Told:
        self.client.cookies = SimpleCookie(
            {settings.SESSION_COOKIE_NAME: self.session} if self.session else {}
        )
        counted = _Counter()
        with transaction.atomic(), connection.execute_wrapper(counted):
            ask = getattr(self.client, method.lower())
            response = ask(address, data) if method == "POST" else ask(address)
            body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        text = "" if body.startswith(b"%PDF") else body.decode(errors="replace")
        where = self._VARIES.sub("", response.get("Location", "").partition("?next=")[0])
        return Told(
            response.status_code, where, self._VARIES.sub("", text), counted.count, dict(response.headers)
        )


class _Counter:
    """Counts queries, not the savepoints around them."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.count += not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))
        return execute(sql, *rest)
