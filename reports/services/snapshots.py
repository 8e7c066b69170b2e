"""Takes the snapshot of a report: the one place where its rows become the detached document."""

from reports.domain.sections import SPECS
from reports.domain.snapshot import (
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
)
from reports.models import Report


def take(report: Report, *, edition: int) -> Snapshot:
    """The report as it stands in the database, as edition number `edition`; empty sections are left out."""
    picture = Picture(report.picture_caption, report.picture_credit)
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
        sections=_sections(report),
        findings=_findings(report),
        scenarios=_scenarios(report),
        risks=_risks(report),
        sources=_sources(report),
        timeline=tuple(TimelineEntry(each.when, each.text, each.about) for each in report.timeline.all()),
        places=tuple(
            Place(each.name, each.country, each.latitude, each.longitude, each.level)
            for each in report.places.all()
        ),
        figures=_figures(report),
    )


def wording(report: Report) -> str:
    """The digest of what the report says, whatever edition it will be: approvals and jobs are bound to it."""
    return digest(canonical_json(take(report, edition=0)))


def _place(report: Report) -> SeriesPlace | None:
    series = report.series
    if series is None:
        return None
    return SeriesPlace(series.title, series.slug, series.issn, report.volume, report.issue)


def _sections(report: Report) -> tuple[SectionText, ...]:
    bodies = {section.kind: section.body.strip() for section in report.sections.all()}
    return tuple(
        SectionText(spec.kind, spec.title, bodies[spec.kind]) for spec in SPECS if bodies.get(spec.kind)
    )


def _findings(report: Report) -> tuple[Finding, ...]:
    return tuple(
        Finding(each.text, each.kind, each.likelihood, each.percent, each.confidence, each.basis)
        for each in report.findings.all()
    )


def _scenarios(report: Report) -> tuple[Scenario, ...]:
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
        )
        for number, each in enumerate(report.scenarios.all(), start=1)
    )


def _risks(report: Report) -> tuple[Risk, ...]:
    return tuple(
        Risk(each.subject, each.likelihood, each.impact, each.trend, each.text) for each in report.risks.all()
    )


def _sources(report: Report) -> tuple[Source, ...]:
    return tuple(
        Source(
            each.citation,
            each.url,
            each.accessed.isoformat() if each.accessed else "",
            each.grade,
            tuple(each.supports),
        )
        for each in report.sources.all()
    )


def _figures(report: Report) -> tuple[FigureImage, ...]:
    return tuple(
        FigureImage(
            each.name,
            each.media_type,
            each.width,
            each.height,
            each.caption,
            each.credit,
            each.alternative,
        )
        for each in report.figures.all()
    )
