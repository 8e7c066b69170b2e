"""Writes reports: a briefing from a draft, a tailored report from what was asked.

All text enters a report here, so its version counts every change and a locked text cannot be changed.
"""

from collections.abc import Callable, Collection, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from reports.domain.draft import Draft
from reports.domain.marking import Marking
from reports.domain.numbering import parse_issn
from reports.domain.sections import SPECS, SectionKind
from reports.domain.snapshot import Snapshot
from reports.models import Finding, Report, Scenario, Section, Series, User
from reports.services import history, writing

_OF_A_REPORT = frozenset(SectionKind) - {SectionKind.CALL_TO_ACTION}


class ComposingRefusedError(Exception):
    """The text cannot be taken; the sentence says why and what to do."""


@transaction.atomic
def create_briefing(draft: Draft, *, by: User) -> Report:
    """A new draft in its series, which is made when it is new; refuses an issue that exists."""
    series = series_for(draft)
    if find_issue(draft):
        raise ComposingRefusedError(
            f"{series.title} already has volume {draft.volume}, issue {draft.issue}. "
            "Replace its draft, or correct the number."
        )
    report = _write(Report(series=series, slug=_free_slug(draft), created_by=by), draft)
    history.record(report, by=by, note="Drafted")
    return report


@transaction.atomic
def begin(snapshot: Snapshot, *, slug: str = "", by: User) -> Report:
    """A new briefing from what the editor's form holds; its address is made where none is given."""
    place = snapshot.series
    if place is None:
        raise ComposingRefusedError("Choose the series of the briefing.")
    draft = Draft(snapshot.title, place.title, volume=place.volume, issue=place.issue)
    series = Series.objects.get(slug=place.slug)
    report = Report(series=series, slug=slug or _free_slug(draft), created_by=by)
    writing.replace(report, snapshot)
    history.record(report, by=by, note="Begun")
    return report


@transaction.atomic
def replace_briefing(report: Report, draft: Draft, *, by: User) -> Report:
    """Put a draft's text in the place of a briefing's; editions that were issued stay as they are."""
    if report.is_locked:
        raise ComposingRefusedError("The text is locked while it is reviewed.")
    _make_room(report)
    _write(report, draft)
    history.record(report, by=by, note="Replaced by another text")
    return report


def find_issue(draft: Draft) -> Report | None:
    """The report that already stands where the draft says it belongs; None for a text without a number."""
    if draft.volume is None and draft.issue is None:
        return Report.objects.filter(
            series__title__iexact=draft.series_title, volume=None, issue=None, title=draft.title
        ).first()
    return Report.objects.filter(
        series__title__iexact=draft.series_title, volume=draft.volume, issue=draft.issue
    ).first()


def series_for(draft: Draft) -> Series:
    """The draft's series, made when it is new; refuses an ISSN that contradicts what is known."""
    if not draft.series_title:
        raise ComposingRefusedError("The text does not say which series it belongs to; name one.")
    issn = parse_issn(draft.issn) if draft.issn else ""
    holder = (
        Series.objects.filter(issn=issn).exclude(title__iexact=draft.series_title).first() if issn else None
    )
    if holder:
        raise ComposingRefusedError(f"ISSN {issn} belongs to the series “{holder.title}”.")
    series = Series.objects.filter(title__iexact=draft.series_title).first()
    if series is None:
        return Series.objects.create(
            title=draft.series_title, issn=issn, slug=_series_slug(draft.series_title)
        )
    if issn and series.issn and series.issn != issn:
        raise ComposingRefusedError(f"The series “{series.title}” has the ISSN {series.issn}, not {issn}.")
    if issn and not series.issn:
        series.issn = issn
        series.save(update_fields=["issn"])
    return series


@transaction.atomic
def create_tailored(
    *,
    title: str,
    reference: str,
    prepared_for: str,
    questions: Sequence[str],
    marking: Marking,
    authors: Sequence[str],
    countries: Sequence[str] = (),
    topics: Sequence[str] = (),
    language: str = "en",
    kinds: Collection[SectionKind] = _OF_A_REPORT,
    by: User,
) -> Report:
    """A new tailored report with every section of the vocabulary, or those chosen, to be written."""
    report = Report.objects.create(
        title=title,
        slug=reference.lower(),
        reference=reference,
        prepared_for=prepared_for,
        questions=list(questions),
        marking=marking.value,
        authors=list(authors),
        countries=list(countries),
        topics=list(topics),
        language=language,
        created_by=by,
    )
    Section.objects.bulk_create(
        Section(report=report, kind=spec.kind) for spec in SPECS if spec.kind in kinds
    )
    history.record(report, by=by, note="Begun")
    return report


@transaction.atomic
def fill_tailored(report: Report, draft: Draft, *, by: User) -> Report:
    """Put a draft's parts into a tailored report; what surrounds the text stays as the request gave it."""
    if report.is_locked:
        raise ComposingRefusedError("The text is locked while it is reviewed.")
    asked = list(report.sections.values_list("kind", flat=True))
    _make_room(report)
    report.dated = draft.dated or report.dated
    report.editor_note = draft.editor_note
    report.save()
    _write_parts(report, draft)
    Section.objects.bulk_create((Section(report=report, kind=kind) for kind in asked), ignore_conflicts=True)
    history.record(report, by=by, note="Filled with a draft")
    return report


def lock(report: Report) -> None:
    """Let nobody change the text until `unlock`: it is being judged."""
    Report.objects.filter(pk=report.pk).update(is_locked=True)


def unlock(report: Report) -> None:
    """Let the authors change the text again."""
    Report.objects.filter(pk=report.pk).update(is_locked=False)


def asked_of(report: Report) -> frozenset[SectionKind]:
    """The sections that a report is to have: a tailored one those that it was begun with, else all."""
    if not report.reference:
        return frozenset(SectionKind)
    return frozenset(SectionKind(kind) for kind in report.sections.values_list("kind", flat=True))


def missing_parts(report: Report) -> list[str]:
    """Titles of the required sections that say nothing yet, in print order."""
    asked = asked_of(report)
    bodies = {section.kind for section in report.sections.all() if section.body.strip()}
    if report.findings.exists():
        bodies.add(SectionKind.KEY_FINDINGS)
    if report.scenarios.exists():
        bodies.add(SectionKind.SCENARIOS)
    return [spec.title for spec in SPECS if spec.required and spec.kind in asked and spec.kind not in bodies]


def _make_room(report: Report) -> None:
    """Take the text out, after keeping it in the history if it was never recorded there."""
    history.ensure(report)
    for parts in (report.sections, report.findings, report.scenarios):
        parts.all().delete()
    report.version += 1


def _write(report: Report, draft: Draft) -> Report:
    report.volume, report.issue = draft.volume, draft.issue
    report.title, report.language = draft.title, draft.language
    report.marking = Marking.parse(draft.marking).value
    report.authors, report.countries, report.topics = (
        list(draft.authors),
        list(draft.countries),
        list(draft.topics),
    )
    report.dated = draft.dated or timezone.localdate()
    report.picture_caption, report.picture_credit = draft.picture_caption, draft.picture_credit
    report.editor_note = draft.editor_note
    report.save()
    _write_parts(report, draft)
    return report


def _write_parts(report: Report, draft: Draft) -> None:
    Section.objects.bulk_create(Section(report=report, kind=kind, body=body) for kind, body in draft.sections)
    Finding.objects.bulk_create(
        Finding(report=report, position=position, text=text)
        for position, text in enumerate(draft.findings, start=1)
    )
    Scenario.objects.bulk_create(
        Scenario(report=report, position=position, name=name, text=text)
        for position, (name, text) in enumerate(draft.scenarios, start=1)
    )


def _series_slug(title: str) -> str:
    base = slugify(title, allow_unicode=True)[:70].strip("-") or "series"
    return _unused(base, lambda slug: Series.objects.filter(slug=slug).exists())


def _free_slug(draft: Draft) -> str:
    number = [str(each) for each in (draft.volume, draft.issue) if each is not None]
    base = slugify("-".join([draft.series_title[:60], *number]), allow_unicode=True)
    if not number:
        base = slugify(draft.title, allow_unicode=True)[:100].strip("-")
    return _unused(base or "briefing", lambda slug: Report.objects.filter(slug=slug).exists())


def _unused(base: str, taken: Callable[[str], bool]) -> str:
    slug, count = base, 1
    while taken(slug):
        count += 1
        slug = f"{base}-{count}"
    return slug
