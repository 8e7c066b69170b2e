"""The editor as its tests use it: a full report, its page, and the form that a browser would send back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

from reports.domain.sections import SectionKind
from reports.models import Report, Series, User
from tests import factories


def written(**fields: Any) -> Report:
    """A briefing by dana with something of every kind in it."""
    series, _ = Series.objects.get_or_create(title="Northern Files", defaults={"slug": "northern-files"})
    given = {"title": "Ferries in Winter", "slug": "northern-files-2-1", "volume": 2, "issue": 1, **fields}
    report = Report.objects.create(
        series=series, created_by=factories.dana(), authors=["Ada Lind"], countries=["NO"],
        topics=["shipping"], **given,
    )  # fmt: skip
    for kind in (SectionKind.EXECUTIVE_SUMMARY, SectionKind.ANALYSIS, SectionKind.CONCLUSION):
        report.sections.create(kind=kind, body=f"First of {kind.value}.\n\nSecond, with **weight**.")
    report.findings.create(
        position=1, text="The harbour stays open.", kind="judgement", likelihood="likely", percent=62,
        confidence="moderate", basis="Two pilots.",
    )  # fmt: skip
    report.findings.create(position=2, text="The cutter is forty years old.", kind="fact")
    report.scenarios.create(
        position=1, name="Calm", text="Nothing happens.", likelihood="unlikely", impact=2,
        horizon="2031-03-31", indicators=["No ice", "No wind"],
    )  # fmt: skip
    report.risks.create(
        position=1, subject="Cutter fails", likelihood=3, impact=4, trend="rising", text="Age."
    )
    report.sources.create(
        position=1, citation="Harbour log", url="https://example.org/log", accessed="2026-11-03", grade="B2",
        supports=["finding 1"],
    )  # fmt: skip
    report.timeline.create(position=1, when="2024-01", text="A second track was promised.", about=True)
    report.places.create(position=1, name="Tromsø", country="NO", latitude=69.65, longitude=18.96)
    report.refresh_from_db()
    return report


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(report: Report) -> str:
    return reverse("admin:reports_report_change", args=[report.pk])


def at(name: str, report: Report) -> str:
    return reverse(f"admin:reports_report_{name}", args=[report.pk])


@dataclass
class Reader(HTMLParser):
    """Collects what a browser without JavaScript would send of the editor's form."""

    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__()
        self.inside = self.pattern = False
        self.name = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.inside = given.get("id") == "editor-form"
        self.pattern = self.pattern or tag == "template"
        if not self.inside or self.pattern:
            return
        name, kind = given.get("name") or "", given.get("type")
        if tag == "input" and kind not in ("file", "checkbox"):
            self.values[name] = given.get("value") or ""
        elif tag == "input" and kind == "checkbox" and "checked" in given:
            self.values[name] = "on"
        elif tag in ("textarea", "select"):
            self.name, self.values[name] = name, ""
        elif tag == "option" and "selected" in given:
            self.values[self.name] = given.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "template":
            self.pattern = False
        elif tag == "textarea" and self.name:
            self.values[self.name] = self.values[self.name].removeprefix("\n")
            self.name = ""
        elif tag == "select":
            self.name = ""

    def handle_data(self, data: str) -> None:
        if self.inside and not self.pattern and self.name and self.lasttag == "textarea":
            self.values[self.name] += data


def form_in(page: str) -> dict[str, str]:
    """The fields of the editor's form with their values; the button is left to the caller."""
    reader = Reader()
    reader.feed(page)
    return reader.values


def opened(client: Client, address: str) -> dict[str, str]:
    """The form as somebody opens it."""
    response = client.get(address)
    assert response.status_code == 200
    return form_in(response.content.decode())


def text_of(page: bytes) -> str:
    """The words of a page, with entities read."""
    collected: list[str] = []
    parser = HTMLParser(convert_charrefs=True)
    parser.handle_data = collected.append  # type: ignore[method-assign]
    parser.feed(page.decode())
    return " ".join("".join(collected).split())
