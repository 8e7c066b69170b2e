"""Writes a snapshot back into a report's rows: the other direction of `snapshots.take`.

The editor, a version that is brought back and text that is used again all end here, so a report can be put
into any state that a snapshot can hold. Versions are counted by `history`, which calls this.
"""

from datetime import date
from typing import Any

from django.db import models

from reports.domain import parts
from reports.domain.snapshot import Snapshot
from reports.models import (
    Answer,
    Edition,
    FigureImage,
    Finding,
    Place,
    Report,
    Risk,
    Scenario,
    Section,
    Series,
    Source,
    TimelineEntry,
)
from reports.services import pictures, snapshots

_Origins = dict[str, Edition | None]


def replace(report: Report, snapshot: Snapshot) -> None:
    """Make the report say what the snapshot says; run it inside the transaction that counts the version."""
    origins = _origins(report, snapshot)
    _surroundings(report, snapshot)
    _sections(report, snapshot, origins)
    _answers(report, snapshot)
    for model, values in _parts(snapshot, origins):
        rows: Any = model
        rows.objects.filter(report=report).delete()
        rows.objects.bulk_create(
            rows(report=report, position=position, **each) for position, each in enumerate(values, start=1)
        )


def _surroundings(report: Report, snapshot: Snapshot) -> None:
    """What a request gave (its number, for whom, what was asked) is never written from here."""
    picture = snapshot.picture
    report.title, report.language, report.marking = snapshot.title, snapshot.language, snapshot.marking
    report.authors, report.dated = list(snapshot.authors), date.fromisoformat(snapshot.dated)
    report.countries, report.topics = list(snapshot.countries), list(snapshot.topics)
    report.yardstick, report.editor_note = snapshot.yardstick or report.yardstick, snapshot.editor_note
    report.picture_caption = picture.caption if picture else ""
    report.picture_credit = picture.credit if picture else ""
    if report.series_id and snapshot.series:
        report.series = Series.objects.filter(slug=snapshot.series.slug).first() or report.series
        report.volume, report.issue = snapshot.series.volume, snapshot.series.issue
    report.save()


def _sections(report: Report, snapshot: Snapshot, origins: _Origins) -> None:
    """Rows stay where they are, so a section that is emptied keeps its place among those asked for."""
    known = {section.kind: section for section in report.sections.all()}
    wanted = {section.kind.value: section for section in snapshot.sections}
    for kind, row in known.items():
        text = wanted.get(kind)
        row.body = text.body if text else ""
        row.reused_from = origins.get(text.reused_from) if text else None
    fresh = [
        Section(report=report, kind=kind, body=text.body, reused_from=origins.get(text.reused_from))
        for kind, text in wanted.items()
        if kind not in known
    ]
    Section.objects.bulk_update(known.values(), ["body", "reused_from"])
    Section.objects.bulk_create(fresh)


def _answers(report: Report, snapshot: Snapshot) -> None:
    """Each at the place of its question; what says nothing is no answer."""
    report.answers.all().delete()
    Answer.objects.bulk_create(
        Answer(report=report, position=each.question, places=list(each.places), reason=each.reason)
        for each in snapshot.answers
        if not each.is_open and each.question <= len(report.questions)
    )


def _origins(report: Report, snapshot: Snapshot) -> _Origins:
    """The editions that the snapshot names: those that stand in the rows already, else looked up."""
    named: list[Any] = [*snapshot.sections, *snapshot.findings, *snapshot.scenarios, *snapshot.sources]
    wanted = {part.reused_from for part in named if part.reused_from}
    if not wanted:
        return {}
    here = models.Q()
    for rows in (report.sections, report.findings, report.scenarios, report.sources):
        here |= models.Q(pk__in=rows.exclude(reused_from=None).values("reused_from"))
    known = {snapshots.name_of(edition): edition for edition in Edition.objects.filter(here).defer("html")}
    return {name: known.get(name) or snapshots.edition_named(name) for name in wanted}


def _parts(snapshot: Snapshot, origins: _Origins) -> list[tuple[type[models.Model], list[dict[str, Any]]]]:
    judged = "text likelihood percent"

    def taken(part: Any, names: str) -> dict[str, Any]:
        return {**_values(part, names), "reused_from": origins.get(part.reused_from)}

    return [
        (Finding, [taken(each, f"{judged} kind confidence basis") for each in snapshot.findings]),
        (Scenario, [{**taken(each, f"{judged} name"), **_foreseen(each)} for each in snapshot.scenarios]),
        (Risk, [_values(each, "subject likelihood impact trend text") for each in snapshot.risks]),
        (Source, [{**taken(each, "citation url grade"), **_cited(each)} for each in snapshot.sources]),
        (TimelineEntry, [_values(each, "when text about") for each in snapshot.timeline]),
        (Place, [_values(each, "name country latitude longitude level") for each in snapshot.places]),
        (FigureImage, [_pictured(each) for each in snapshot.figures]),
    ]


def _values(part: Any, names: str) -> dict[str, Any]:
    return {name: getattr(part, name) for name in names.split()}


def _foreseen(scenario: parts.Scenario) -> dict[str, Any]:
    return {
        "impact": scenario.impact or None,
        "horizon": _day(scenario.horizon),
        "indicators": list(scenario.indicators),
    }


def _cited(source: parts.Source) -> dict[str, Any]:
    return {"accessed": _day(source.accessed), "supports": list(source.supports)}


def _pictured(figure: parts.FigureImage) -> dict[str, Any]:
    name = pictures.stored_name(figure.digest, figure.media_type)
    return {**_values(figure, "media_type width height caption credit alternative"), "name": name}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
