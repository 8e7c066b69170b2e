"""What is shown beside the form: the text as a page, and what stands in its way, with its place and cause."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports import figures, permissions
from reports.admin.layout import anchor
from reports.domain.linting import MUST_BE_MENDED, lint
from reports.domain.snapshot import Snapshot, canonical_json
from reports.forms.editor import Problem
from reports.models import Report, User
from reports.rendering import html as rendered
from reports.rendering import markdown
from reports.services import judging
from reports.services.judging import Judged


@dataclass(frozen=True, slots=True)
class Checks:
    """What is wrong with a text: what cannot be saved, and what the linter says, waived or not."""

    problems: list[Problem]
    judged: list[Judged]

    @property
    def faults(self) -> list[tuple[Judged, str, bool]]:
        """The open warnings, each with the group it is in and whether a reason could let it stand."""
        return [
            (each, anchor(each.fault.place), each.fault.rule not in MUST_BE_MENDED)
            for each in self.judged
            if each.is_open
        ]

    @property
    def waived(self) -> list[Judged]:
        return [each for each in self.judged if not each.is_open]

    @property
    def count(self) -> int:
        return len(self.problems) + len(self.faults)


def article(text: Snapshot) -> SafeString:
    """The text as the site would show it; where it cannot be set, the sentence says which section it is."""
    try:
        page = rendered.article(text, figures.all_of(text))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as problem:
        page = render_to_string("admin/reports/report/_unset.html", {"places": _culprits(text, problem)})
    return mark_safe(page)  # noqa: S308 -- made by our own renderer, which cleans what it sets


def checks(report: Report | None, text: Snapshot, problems: list[Problem]) -> Checks:
    """Everything that the page lists beneath the preview; constant in queries."""
    if report is None:
        return Checks(problems, [Judged(fault, None) for fault in lint(text)])
    return Checks(problems, judging.judged(report, _as_due(report, text)))


def _as_due(report: Report, text: Snapshot) -> Snapshot:
    """The text as the edition that it would be: some rules ask what changed since the last."""
    last = report.editions.order_by("-number").defer("html").first()
    if last is None:
        return replace(text, edition=1)
    same = replace(text, edition=last.number)
    return same if canonical_json(same) == last.snapshot else replace(text, edition=last.number + 1)


def _culprits(text: Snapshot, problem: Exception) -> list[str]:
    """The sections that cannot be set by themselves, else the kind of fault."""
    found = [section.title for section in text.sections if not _can_be_set(section.body)]
    return found or [type(problem).__name__]


def _can_be_set(body: str) -> bool:
    try:
        markdown.to_html(body)
    except (ValueError, TypeError, KeyError, IndexError, RecursionError):
        return False
    return True


def fragment(report: Report | None, found: Checks, *, request: HttpRequest) -> str:
    """The list as HTML."""
    context = {"may_waive": isinstance(request.user, User) and permissions.may_waive(request.user)}
    return render_to_string(
        "admin/reports/report/_checks.html", {**context, "checks": found, "report": report}, request=request
    )
