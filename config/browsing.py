"""A very small browser: cookies, links and forms as they stand in the HTML, nothing known in advance.

Standard library only. It finds a field by its name and a form by its address, so that walking the site
proves what a person without JavaScript could do.
"""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus

TEXT_INPUTS = {"text", "email", "hidden", "date", "number", "search", "url", "tel", "password", "time"}

REFUSING = {"error", "errorlist", "errornote", "alert-danger", "invalid-feedback"}  # classes of our pages


class DeadEndError(Exception):
    """The page is not what the way expects; the text says which page and what is missing."""


@dataclass(slots=True)
class Form:
    """What would be sent: the fields with their present values."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer, read."""

    address: str
    status: int
    body: bytes
    text: str
    forms: tuple[Form, ...]
    links: tuple[tuple[str, str], ...]
    refusals: tuple[str, ...] = ()

    def link(self, *, to: str = "", called: str = "") -> str:
        """The first link whose address matches `to` and whose words contain `called`."""
        for address, words in self.links:
            if re.search(to, address) and called in words:
                return urllib.parse.urljoin(self.address, address)
        raise DeadEndError(f"{self.address} has no link {called or to!r}")

    def form(self, *, to: str) -> Form:
        """The first form whose address contains `to`."""
        for form in self.forms:
            if to in urllib.parse.urljoin(self.address, form.action):
                return form
        raise DeadEndError(f"{self.address} has no form for {to!r}")


class Visitor:
    """One person with cookies of its own."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, address: str) -> Page:
        return self._open(_asking(urllib.parse.urljoin(self.site, address)))

    def send(self, page: Page, *, to: str, filled: Mapping[str, str] | None = None, button: str = "") -> Page:
        """Send the form of a page with some fields filled in; a field that the form lacks is a dead end."""
        form = page.form(to=to)
        for name, value in (filled or {}).items():
            if name not in form.fields:
                raise DeadEndError(f"the form for {to!r} has no field {name!r}")
            form.fields[name] = [value]
        pairs = [(name, value) for name, values in form.fields.items() for value in values]
        pairs += [(button, "1")] if button else []
        address = urllib.parse.urljoin(page.address, form.action or page.address)
        body = urllib.parse.urlencode(pairs).encode()
        return self._open(_asking(address, body, {"Referer": page.address}))

    def sign_in(self, email: str, password: str, *, towards: str) -> Page:
        page = self.get(f"/account/login/?next={urllib.parse.quote(towards)}")
        page = self.send(page, to="/account/login/", filled={"login": email, "password": password})
        if "/account/login/" in page.address:
            raise DeadEndError(f"{email} could not sign in")
        return page

    def _open(self, request: urllib.request.Request) -> Page:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return _read(answer.url, answer.status, answer.read())
        except urllib.error.HTTPError as refusal:
            said = _read(request.full_url, refusal.code, refusal.read())
            answered = f"{refusal.code} {HTTPStatus(refusal.code).phrase}"
            raise DeadEndError(f"{request.full_url} answered {answered}{_complaint(said)}") from None
        except OSError as error:
            raise DeadEndError(f"{request.full_url} does not answer: {error}") from None


def _asking(
    address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> urllib.request.Request:
    if not address.startswith("http://127.0.0.1:"):
        raise DeadEndError(f"{address} leads away from this machine")
    return urllib.request.Request(address, body, dict(headers or {}))  # noqa: S310 -- looked at above


def _complaint(page: Page) -> str:
    marked = [line.strip() for line in page.text.split("\n") if line.strip()]
    return f": {' '.join(marked)[:300]}" if marked else ""


def _read(address: str, status: int, body: bytes) -> Page:
    reader = _Reader()
    if body[:64].lstrip().lower().startswith((b"<!doctype", b"<html")):
        reader.feed(body.decode("utf-8", "replace"))
    words = "\n".join(reader.words)
    return Page(
        address, status, body, words, tuple(reader.forms), tuple(reader.links), tuple(reader.refusals)
    )


class _Reader(HTMLParser):
    """Collects words, links and forms in one pass."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.forms: list[Form] = []
        self.refusals: list[str] = []
        self._form: Form | None = None
        self._select = self._area = ""
        self._several = self._in_link = False
        self._refusing = ""
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "form": self._start_form,
            "input": self._start_input,
            "textarea": self._start_area,
            "select": self._start_select,
            "option": self._start_option,
            "a": self._start_link,
        }

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value if value is not None else "" for name, value in attrs}
        if REFUSING & set(attributes.get("class", "").split()):
            self._refusing = tag
        if start := self._starts.get(tag):
            start(attributes)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._refusing:
            self._refusing = ""
        match tag:
            case "form":
                self._form = None
            case "select":
                self._select = ""
            case "textarea":
                self._area = ""
            case "a":
                self._in_link = False

    def handle_data(self, data: str) -> None:
        if self._area and self._form:
            typed = self._form.fields[self._area]
            typed[0] += data if typed[0] else data.removeprefix("\n")  # the first line end belongs to the tag
            return
        if data.strip():
            self.words.append(" ".join(data.split()))
            if self._refusing:
                self.refusals.append(self.words[-1])
            if self._in_link:
                address, words = self.links[-1]
                self.links[-1] = (address, f"{words} {data}".strip())

    def _start_form(self, attributes: dict[str, str]) -> None:
        self._form = Form(attributes.get("action", ""), attributes.get("method", "get").lower())
        self.forms.append(self._form)

    def _start_input(self, attributes: dict[str, str]) -> None:
        name, kind = attributes.get("name", ""), attributes.get("type", "text")
        if kind in TEXT_INPUTS or "checked" in attributes:
            self._keep(name, attributes.get("value", "on" if kind == "checkbox" else ""))
        elif kind in ("checkbox", "radio"):
            self._keep(name)

    def _start_area(self, attributes: dict[str, str]) -> None:
        self._area = attributes.get("name", "")
        self._keep(self._area, "")

    def _start_select(self, attributes: dict[str, str]) -> None:
        self._select, self._several = attributes.get("name", ""), "multiple" in attributes
        self._keep(self._select)

    def _start_option(self, attributes: dict[str, str]) -> None:
        """A list for one choice sends its first option until another one is marked."""
        chosen = self._form.fields.get(self._select, []) if self._form else []
        value = attributes.get("value", "")
        if "selected" in attributes:
            chosen[:] = [*chosen, value] if self._several else [value]
        elif not self._several and not chosen:
            chosen.append(value)

    def _start_link(self, attributes: dict[str, str]) -> None:
        if "href" in attributes:
            self.links.append((attributes["href"], ""))
            self._in_link = True

    def _keep(self, name: str, *values: str) -> None:
        if self._form and name:
            self._form.fields.setdefault(name, []).extend(values)
