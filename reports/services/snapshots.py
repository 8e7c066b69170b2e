"""Takes the snapshot of a report: the one place where its rows become the detached document."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from reports import models
from reports.domain.sections import SPECS
from reports.domain.snapshot import (
    Answer,
    FigureImage,
    Finding,
    Picture,
    Place,
    Risk,
    Scenario,
    SectionText,
    SeriesPlace,
    Snapshot,
    Source,
    TimelineEntry,
    canonical_json,
    digest,
    from_json,
)
from reports.models import Edition, Report

_EDITION = re.compile(
    r".+?(?: (?P<volume>\d{1,9})/(?P<issue>\d{1,9}))?, edition (?P<number>\d{1,4})", re.ASCII | re.DOTALL
)


def take(report: Report, *, edition: int) -> Snapshot:
    """The report as it stands in the database, as edition number `edition`; empty sections are left out."""
    picture = Picture(report.picture_caption, report.picture_credit)
    origins = _Origins({None: ""})
    return Snapshot(
        title=report.title,
        language=report.language,
        marking=report.marking,
        authors=tuple(report.authors),
        dated=report.dated.isoformat(),
        edition=edition,
        series=_place(report),
        reference=report.reference,
        prepared_for=report.prepared_for,
        questions=tuple(report.questions),
        countries=tuple(report.countries),
        topics=tuple(report.topics),
        picture=picture if picture.caption or picture.credit else None,
        editor_note=report.editor_note,
        yardstick=report.yardstick,
        sections=_sections(report, origins),
        findings=_findings(report, origins),
        scenarios=_scenarios(report, origins),
        risks=_risks(report),
        sources=_sources(report, origins),
        timeline=tuple(TimelineEntry(each.when, each.text, each.about) for each in report.timeline.all()),
        places=tuple(
            Place(each.name, each.country, each.latitude, each.longitude, each.level)
            for each in report.places.all()
        ),
        figures=_figures(report),
        answers=tuple(Answer(each.position, tuple(each.places), each.reason) for each in _answers(report)),
    )


def wording(report: Report) -> str:
    """The digest of what the report says, whatever edition it will be: approvals and jobs are bound to it."""
    return digest(canonical_json(take(report, edition=0)))


def name_of(edition: Edition) -> str:
    """The name of an edition, from its own words, which never change."""
    return edition_name(from_json(edition.snapshot))


def edition_named(name: str) -> Edition | None:
    """The edition of a briefing that goes by that name."""
    match = _EDITION.fullmatch(name)
    if match is None:
        return None
    known = Edition.objects.filter(number=match["number"], report__series__isnull=False).defer("html")
    if match["issue"]:
        known = known.filter(report__volume=match["volume"], report__issue=match["issue"])
    return next((edition for edition in known if name_of(edition) == name), None)


def _place(report: Report) -> SeriesPlace | None:
    series = report.series
    if series is None:
        return None
    return SeriesPlace(series.title, series.slug, series.issn, report.volume, report.issue)


def edition_name(snapshot: Snapshot) -> str:
    """How an edition is named where its text is used again: `Northern Files 20/3, edition 1`."""
    series = snapshot.series
    numbers = [str(each) for each in (series.volume, series.issue) if each is not None] if series else []
    name = " ".join(filter(None, (series.title if series else snapshot.reference, "/".join(numbers))))
    return f"{name if numbers else f'{name}, “{snapshot.title}”'}, edition {snapshot.edition}"


class _Origins(dict[int | None, str]):
    """The names of editions by their keys; each is read once, however many parts were taken from it."""

    def __missing__(self, key: int | None) -> str:
        self[key] = name_of(Edition.objects.defer("html").get(pk=key or 0))
        return self[key]


def _sections(report: Report, origins: _Origins) -> tuple[SectionText, ...]:
    written = {section.kind: section for section in report.sections.all() if section.body.strip()}
    return tuple(
        SectionText(
            spec.kind,
            spec.title,
            written[spec.kind].body.strip(),
            origins[written[spec.kind].reused_from_id],
        )
        for spec in SPECS
        if spec.kind in written
    )


def _findings(report: Report, origins: _Origins) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            each.text,
            each.kind,
            each.likelihood,
            each.percent,
            each.confidence,
            each.basis,
            origins[each.reused_from_id],
        )
        for each in report.findings.all()
    )


def _scenarios(report: Report, origins: _Origins) -> tuple[Scenario, ...]:
    return tuple(
        Scenario(
            number,
            each.name,
            each.text,
            each.likelihood,
            each.percent,
            each.impact or 0,
            each.horizon.isoformat() if each.horizon else "",
            tuple(each.indicators),
            origins[each.reused_from_id],
        )
        for number, each in enumerate(report.scenarios.all(), start=1)
    )


def _risks(report: Report) -> tuple[Risk, ...]:
    return tuple(
        Risk(each.subject, each.likelihood, each.impact, each.trend, each.text) for each in report.risks.all()
    )


def _sources(report: Report, origins: _Origins) -> tuple[Source, ...]:
    return tuple(
        Source(
            each.citation,
            each.url,
            each.accessed.isoformat() if each.accessed else "",
            each.grade,
            tuple(each.supports),
            origins[each.reused_from_id],
        )
        for each in report.sources.all()
    )


def _answers(report: Report) -> Iterable[models.Answer]:
    """Those to a question; a briefing, which nobody asked for, has none and is not searched for any."""
    return report.answers.filter(position__lte=len(report.questions)) if report.questions else ()


def _figures(report: Report) -> tuple[FigureImage, ...]:
    return tuple(
        FigureImage(
            PurePath(each.name).stem,
            each.media_type,
            each.width,
            each.height,
            each.caption,
            each.credit,
            each.alternative,
        )
        for each in report.figures.all()
    )
