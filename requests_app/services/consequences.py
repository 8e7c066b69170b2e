"""What a transition demands of the request, and what it does beside changing its status.

Both are keyed by the row's name and run inside the door's transaction, so a refusal or a failure undoes
everything.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from reports.domain.marking import Marking
from reports.domain.sections import SectionKind
from reports.models import CorrectionKind, Report, User
from reports.services import composing, corrections, jobs, judging, snapshots
from requests_app.domain.asking import IN_PLAIN_WORDS, chosen
from requests_app.domain.reviewing import Verdict
from requests_app.domain.workflow import Actor, Transition
from requests_app.models import NEVER, Clarification, QuoteState, ReportRequest, Review
from requests_app.services import ballots, quoting, twins

DELIVER = "deliver"
CORRECTS = [kind.value for kind in CorrectionKind if not kind.recalls]
"""The kinds of notice that a new edition can follow; a recall is given on the edition itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody takes a row: `given` is what the row asks for beside its note, as its form read it."""

    row: Transition
    request: ReportRequest
    by: User | None
    note: str
    given: Mapping[str, Any]


Demand = Callable[[Step], str]
Effect = Callable[[Step], dict[str, Any]]


def refusal(step: Step) -> str:
    """Why this transition cannot be taken now, as a sentence; empty when nothing stands against it."""
    demand = _DEMANDS.get(step.row.name)
    return demand(step) if demand else ""


def take_effect(step: Step) -> dict[str, Any]:
    """Do what belongs to the transition; returns the fields of the request that the door is to set."""
    effect = _EFFECTS.get(step.row.name)
    return effect(step) if effect else {}


def draft_report(request: ReportRequest, by: User, *, kinds: Sequence[SectionKind]) -> Report:
    """The tailored report of a request: these sections in order and empty, what was asked at its head."""
    return composing.create_tailored(
        title=request.title,
        reference=request.number,
        prepared_for=request.organisation_name,
        questions=list(request.questions.values_list("text", flat=True)),
        marking=Marking(request.marking),
        authors=[by.name or by.email],
        countries=request.countries,
        topics=request.topics,
        language=request.language,
        kinds=kinds,
        by=by,
    )


def _assign_if_nobodys(step: Step) -> dict[str, Any]:
    return {} if step.request.assigned_to_id else {"assigned_to": step.by}


def _say(step: Step) -> dict[str, Any]:
    """The message goes into the thread; the client's brings a request that was put off back to the queue."""
    side = Clarification.Side.CLIENT if Actor.CLIENT in step.row.actors else Clarification.Side.STAFF
    waits = side == Clarification.Side.STAFF
    Clarification.objects.create(
        request=step.request, side=side, text=step.note, waits=waits, by=step.by, key=step.given.get("key")
    )
    return {} if waits else {"deferred_until": None, "deferred_because": ""}


def _terms_stand(step: Step) -> str:
    return quoting.why_not_offer(step.request, step.given)


def _offer(step: Step) -> dict[str, Any]:
    quoting.offer(step.request, step.given, by=_somebody(step))
    return {}


def _may_decide(step: Step) -> str:
    return quoting.why_not_decide(step.request, step.given)


def _accept_quote(step: Step) -> dict[str, Any]:
    quoting.decide(step.request, QuoteState.ACCEPTED, step.given)
    return {}


def _decline_quote(step: Step) -> dict[str, Any]:
    quoting.decide(step.request, QuoteState.DECLINED, step.given)
    return {}


def _expire_quote(step: Step) -> dict[str, Any]:
    quoting.drop(step.request, QuoteState.EXPIRED, by=step.by)
    return {}


def _drop_quote(step: Step) -> dict[str, Any]:
    quoting.drop(step.request, QuoteState.TAKEN_BACK, by=step.by)
    return {}


def _withdraw(step: Step) -> dict[str, Any]:
    """What its client takes back before the desk could read it is kept from the desk for good."""
    _drop_quote(step)
    unread = ReportRequest.objects.filter(pk=step.request.pk, released_at__gt=timezone.now()).exists()
    return {"released_at": NEVER} if unread else {}


def _use_units(step: Step) -> dict[str, Any]:
    quoting.use_units(step.request, by=step.by)
    return {}


def _twin(step: Step) -> ReportRequest | None:
    """The request that this one is merged into."""
    return twins.twins_of(step.request).filter(number=str(step.given.get("twin", ""))).first()


def _has_a_twin(step: Step) -> str:
    if _twin(step):
        return ""
    return "Choose an open or delivered request of the same client; those of two clients are never merged."


def _merge(step: Step) -> dict[str, Any]:
    return {"merged_into": _twin(step)}


def _is_not_delivered(step: Step) -> str:
    """While a delivered report is corrected, what was delivered stays delivered."""
    if not step.request.deliveries.exists():
        return ""
    return "Your report was delivered already; it cannot be withdrawn while we correct it."


def _knows_the_sections(step: Step) -> str:
    names = step.given.get("sections")
    if names is None:
        return ""
    if not names:
        return f"“{step.row.label}” needs a section; choose what the report is to hold."
    try:
        chosen(names)
    except ValueError as problem:
        return str(problem)
    return ""


def _draft(step: Step) -> dict[str, Any]:
    """The sections are those that staff chose, else those that the client wants."""
    names = step.given.get("sections")
    kinds = step.request.kinds if names is None else chosen(names) or tuple(IN_PLAIN_WORDS)
    return {"report": draft_report(step.request, _somebody(step), kinds=kinds)}


def _lock_text(step: Step) -> dict[str, Any]:
    composing.lock(_report(step.request))
    return {}


def _unlock_text(step: Step) -> dict[str, Any]:
    composing.unlock(_report(step.request))
    return {}


def _has_a_notice(step: Step) -> str:
    if step.given.get("kind") not in CORRECTS:
        return f"“{step.row.label}” needs to know what it is; choose the kind of the notice."
    if not str(step.given.get("notice", "")).strip():
        return f"“{step.row.label}” needs a notice: what its readers are told is wrong or new."
    return ""


def _open_for_correction(step: Step) -> dict[str, Any]:
    """The notice stands with the edition that was delivered last, from now on."""
    last = step.request.deliveries.select_related("edition").first()
    if last is None:
        raise LookupError(f"{step.request.number} has no delivery.")
    kind, notice = CorrectionKind(step.given["kind"]), str(step.given["notice"])
    corrections.correct(last.edition, kind, note=notice, by=_somebody(step))
    return _unlock_text(step)


def _approve_and_owe_the_pdf(step: Step) -> dict[str, Any]:
    """The wording is approved by each who voted for it; the last of them stands behind the PDF."""
    report = _report(step.request)
    for vote in ballots.counted(step.request):
        judging.approve(report, by=vote.by)
    jobs.defer(DELIVER, step.request.pk, by=_somebody(step))
    return {}


def _return(step: Step) -> dict[str, Any]:
    """Whoever may vote and has not yet votes with that; the round ends for everybody."""
    report, by = _report(step.request), _somebody(step)
    if not ballots.refuse(step.request, by) and ballots.vote_of(step.request, by) is None:
        Review.objects.create(
            request=step.request,
            round=ballots.round_of(step.request),
            by=by,
            verdict=Review.Verdict.RETURN,
            scorecard={},
            reason=step.note,
            text_sha256=snapshots.wording(report),
        )
    return _unlock_text(step)


def _sections_are_filled(step: Step) -> str:
    missing = composing.missing_parts(_report(step.request))
    if not missing:
        return ""
    return f"The report says nothing yet in: {', '.join(missing)}. Fill them, then send it to review."


def _all_have_approved(step: Step) -> str:
    """As many votes for exactly this wording as the service class promises, and none against it."""
    report, votes = _report(step.request), ballots.counted(step.request)
    if ballots.result(step.request) is not Verdict.APPROVE:
        return "It is approved once its reviewers have voted for exactly this wording. Read it and vote."
    wrote = ballots.authors(step.request, report)
    if (step.by and step.by.pk in wrote) or any(vote.by_id in wrote for vote in votes):
        return "You wrote this report; somebody else has to approve it."
    refusals = (judging.may_approve(report, vote.by) for vote in votes)
    return next(filter(None, refusals), "")


def _somebody(step: Step) -> User:
    if step.by is None:
        raise TypeError(f"“{step.row.label}” is done by somebody.")
    return step.by


def _report(request: ReportRequest) -> Report:
    if request.report is None:
        raise LookupError(f"{request.number} has no report.")
    return request.report


_DEMANDS: dict[str, Demand] = {
    "quote": _terms_stand,
    "accept_quote": _may_decide,
    "decline_quote": _may_decide,
    "merge": _has_a_twin,
    "withdraw": _is_not_delivered,
    "start": _knows_the_sections,
    "send_to_review": _sections_are_filled,
    "approve": _all_have_approved,
    "reopen": _has_a_notice,
}
_EFFECTS: dict[str, Effect] = {
    "triage": _assign_if_nobodys,
    "ask": _say,
    "answer": _say,
    "quote": _offer,
    "take_back_quote": _drop_quote,
    "accept_quote": _accept_quote,
    "decline_quote": _decline_quote,
    "expire_quote": _expire_quote,
    "decline": _drop_quote,
    "withdraw": _withdraw,
    "deliver": _use_units,
    "merge": _merge,
    "start": _draft,
    "send_to_review": _lock_text,
    "return_to_author": _return,
    "reopen": _open_for_correction,
    "approve": _approve_and_owe_the_pdf,
}
