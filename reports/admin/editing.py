"""The page on which a report is written: its form, and what happens when it comes back.

The form is checked and saved whole. When somebody else has saved meanwhile it returns as it was typed, with
what they changed beside it, and can be saved on top: together with theirs, or over it.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from reports import actions, permissions
from reports.admin import checking, layout
from reports.domain.likelihood import BANDS, Yardstick
from reports.domain.marking import Marking
from reports.domain.merging import merge
from reports.domain.snapshot import Snapshot
from reports.forms.editor import Editor
from reports.forms.values import whole_number
from reports.models import Report, Revision, User
from reports.services import history, issuing, jobs, judging, snapshots
from reports.services.history import Difference

TEMPLATE = "admin/reports/report/editor.html"
_TAKEN = "Another report has just taken this address or this issue; choose another."


@dataclass(frozen=True, slots=True)
class Conflict:
    """That others have saved: who, and what differs now from what the person began from."""

    version: int
    revisions: list[Revision]
    differences: tuple[Difference, ...] = ()
    contested: frozenset[str] = field(default_factory=frozenset)


def edit(request: HttpRequest, report: Report | None, site: dict[str, Any]) -> HttpResponse:
    """Audience: staff who may see reports; the form works for those who may write them."""
    if request.method != "POST":
        now = snapshots.take(report, edition=0) if report else blank()
        return _page(request, report, Editor(report, now), site)
    if not permissions.may_write(_user(request)):
        raise PermissionDenied
    editor = opened(request, report)
    if editor.is_valid():
        saved = _saved(request, report, editor)
        if saved:
            return _after(request, saved)
    return _page(request, report, editor, site)


def blank() -> Snapshot:
    """What a new briefing begins from."""
    return Snapshot(
        title="", language="en", marking=Marking.CLEAR.value, authors=(),
        dated=timezone.localdate().isoformat(), edition=0, series=None, reference="", prepared_for="",
        questions=(), countries=(), topics=(), picture=None, editor_note="", sections=(), findings=(),
        scenarios=(), yardstick=Yardstick.ICD_203_A.value,
    )  # fmt: skip


def opened(request: HttpRequest, report: Report | None) -> Editor:
    """The form as it came back, upon the text that the person began from."""
    before = blank()
    if report:
        began = number(request.POST, "began_from", report.version)
        known = history.at(report, began) if began != report.version else None
        before = known or snapshots.take(report, edition=0)
    return Editor(report, before, request.POST, request.FILES)


def number(given: QueryDict, name: str, otherwise: int) -> int:
    """A version that a form brings back."""
    found = whole_number(given.get(name, ""))
    return otherwise if found is None else found


def _saved(request: HttpRequest, report: Report | None, editor: Editor) -> Report | None:
    """The report that was saved; None when it was not, and the page says why."""
    slug, by = editor.document.cleaned_data.get("slug", ""), _user(request)
    try:
        if report is None:
            return actions.begin(editor.snapshot(), slug=slug, by=by)
        text, version = _wanted(request.POST, report, editor)
        if actions.save(report, text, began_from=version, slug=slug, by=by):
            messages.success(request, f"Saved as version {report.version}.")
        else:
            messages.info(request, "Nothing was changed, so nothing was saved.")
        return report
    except history.VersionTakenError:
        report.refresh_from_db()  # type: ignore[union-attr]
    except IntegrityError:
        messages.error(request, _TAKEN)
    except (history.TextLockedError, permissions.NotAllowedError) as refusal:
        messages.error(
            request, f"Not saved: {refusal} What you typed is still here; copy it before you leave."
        )
    return None


def _wanted(given: QueryDict, report: Report, editor: Editor) -> tuple[Snapshot, int]:
    """The text to write, and the version that it is to follow: mine over theirs, or both."""
    mine, began = editor.snapshot(), number(given, "began_from", report.version)
    seen = number(given, "seen", began)
    if "_over" in given:
        return mine, seen
    theirs = history.at(report, seen) if "_both" in given else None
    return (merge(editor.before, mine, theirs).snapshot, seen) if theirs else (mine, began)


def publishes(request: HttpRequest) -> bool:
    """Whether a POST of this page publishes: then it asks who it is, which no file outlasts.

    So what comes with a file is saved first, and published by the next POST.
    """
    return "_publish" in request.POST and not request.FILES


def _after(request: HttpRequest, report: Report) -> HttpResponse:
    if "_publish" in request.POST and request.FILES:
        messages.info(request, "The new file is saved. Look at how it stands, then publish.")
    if publishes(request):
        try:
            actions.publish(report, by=_user(request))
            messages.success(request, "It is being printed and will be on the site in a moment.")
        except (actions.RefusedError, permissions.NotAllowedError, jobs.JobRefusedError) as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:reports_report_change", args=[report.pk]))


def _page(request: HttpRequest, report: Report | None, editor: Editor, site: dict[str, Any]) -> HttpResponse:
    typed = editor.document.is_bound
    text = editor.snapshot() if typed else editor.before
    began = number(request.POST, "began_from", report.version) if report and typed else None
    context = {
        **site,
        "title": "Briefing" if report is None else str(report),
        "is_nav_sidebar_enabled": False,
        "report": report,
        "editor": editor,
        "groups": list(layout.groups(editor)),
        "began_from": began if began is not None else report and report.version,
        "conflict": _conflict(report, editor, began, text) if report and began is not None else None,
        "may_write": permissions.may_write(_user(request), report),
        "bands": {each.value: [(band.term, band.range) for band in BANDS[each]] for each in Yardstick},
        "article": checking.article(text),
        "checks": checking.checks(report, text, editor.problems() if typed else []),
        **(_standing(request, report) if report else {}),
    }
    return render(request, TEMPLATE, context, status=422 if typed else 200)


def _conflict(report: Report, editor: Editor, began: int, mine: Snapshot) -> Conflict | None:
    if began == report.version:
        return None
    theirs = snapshots.take(report, edition=0)
    return Conflict(
        report.version,
        history.since(report, began),
        history.differences(editor.before, theirs),
        merge(editor.before, mine, theirs).contested,
    )


def _standing(request: HttpRequest, report: Report) -> dict[str, Any]:
    """What the page says of the report itself."""
    by = _user(request)
    may_approve = report.is_briefing and permissions.may_approve(by)
    return {
        "may_publish": report.is_briefing and permissions.may_publish(by),
        "approved": judging.is_approved(report),
        "may_approve": may_approve,
        "may_waive": permissions.may_waive(by),
        "not_approvable": judging.may_approve(report, by) if may_approve else "",
        "issue_job": jobs.latest(issuing.KIND, report.pk),
        "editions": report.editions.order_by("-number").defer("html", "snapshot"),
        "latest": history.revisions(report).first(),
    }


def _user(request: HttpRequest) -> User:
    assert isinstance(request.user, User)  # the admin asked before it came here
    return request.user
