"""Takes the snapshot of a report: the one place where its rows become the detached document."""

from reports.domain.sections import SPECS
from reports.domain.snapshot import Finding, Picture, Scenario, SectionText, SeriesPlace, Snapshot
from reports.models import Report


def take(report: Report, *, edition: int) -> Snapshot:
    """The report as it stands in the database, as edition number `edition`; empty sections are left out."""
    bodies = {section.kind: section.body.strip() for section in report.sections.all()}
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
        sections=tuple(
            SectionText(spec.kind, spec.title, bodies[spec.kind])
            for spec in SPECS
            if bodies.get(spec.kind)
        ),
        findings=tuple(Finding(each.text) for each in report.findings.all()),
        scenarios=tuple(
            Scenario(number, each.name, each.text)
            for number, each in enumerate(report.scenarios.all(), start=1)
        ),
    )


def _place(report: Report) -> SeriesPlace | None:
    series = report.series
    if series is None:
        return None
    return SeriesPlace(series.title, series.slug, series.issn, report.volume, report.issue)
