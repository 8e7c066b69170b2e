"""Asking: the form in steps, each a page and a POST that saves what was typed before it says what is wrong.

A form carries the key of its draft, so that sending it twice begins one draft; a step that arrives after its
session has ended is kept in a draft of its own, which finds its place when the person signs in.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import escape
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from reports.forms.values import whole_number
from reports.models import Organisation, Publication, User
from reports.services import houses
from requests_app import actions
from requests_app.forms import QuestionForm, question, whole
from requests_app.forms.part import Part
from requests_app.models import IntakeNotice, RequestDraft
from requests_app.services import drafting, suspicion
from requests_app.services.attaching import Refused
from requests_app.views import answering, files
from requests_app.views.forgery import SENTENCE, shown_again_when_forged
from requests_app.views.visiting import drafts, known_email, network, or_404, secret_digest
from requests_app.views.writing import may_type, progress_of

_STARTED = Signer(salt="requests_app.views.asking.started")
QUIETLY = "quietly"
"""Sent by a form that saves itself while somebody types: nothing is checked and nothing is left."""
_ELSEWHERE = frozenset({"back", "go", QUIETLY, answering.LOOK, answering.ANSWERED})
RESCUED = (
    "Your session had ended, so this step stands alone for now. What you typed in it is kept; sign in to put "
    "it with the rest."
)
TOO_MANY = (
    "Many requests were begun from your network within the last hour. Keep this page and try again later."
)
TOO_MUCH = "This is more than we can keep. It is all still here: shorten it, then save it."


@never_cache
@sensitive_post_parameters()
@shown_again_when_forged
@require_http_methods(["GET", "HEAD", "POST"])
def new(http: HttpRequest, *, forged: bool = False) -> HttpResponse:
    """Audience: everybody. The first step of a request that is not saved yet."""
    briefing = actions.briefing_called(http.POST.get("briefing", "") or http.GET.get("briefing", ""))
    if http.method != "POST":
        return _page(http, QuestionForm(_seeds(http, briefing)), briefing=briefing)
    typed = QuestionForm.read(http.POST)
    if forged:
        return _page(http, QuestionForm(typed), briefing=briefing, note=SENTENCE, status=403)
    if suspicion.too_many_drafts(network(http), timezone.now()) and not isinstance(http.user, User):
        return _page(http, QuestionForm(typed), briefing=briefing, note=TOO_MANY, status=429)
    key = _key(http.POST)
    draft = drafts(http).filter(key=key).first() or _begin(http, key, _seeds(http, briefing), briefing)
    return _keep(http, draft, QuestionForm, typed)


@never_cache
@sensitive_post_parameters()
@shown_again_when_forged
@require_http_methods(["GET", "HEAD", "POST"])
def step(http: HttpRequest, key: uuid.UUID, step: str, *, forged: bool = False) -> HttpResponse:
    """Audience: whose draft it is; whoever sends a step of another one is given a draft of its own."""
    part = or_404(whole.STEPS.get(step))
    draft = drafts(http).filter(key=key).first()
    if http.method == "POST":
        typed = part.read(http.POST)
        if forged:
            form = part(typed, email=known_email(http, draft))
            return _page(http, form, draft=draft, note=SENTENCE, status=403)
        if draft is None:
            return _rescue(http, key, part, typed)
        return _keep(http, draft, part, typed)
    draft = or_404(draft)
    if not may_type(http, draft):
        return redirect("requests:draft", draft.key)
    checked = step in draft.seen
    return _page(http, part(draft.typed, checked=checked, email=known_email(http, draft)), draft=draft)


def _begin(
    http: HttpRequest,
    key: uuid.UUID,
    seeds: drafting.Typed,
    briefing: Publication | None = None,
    meant_for: uuid.UUID | None = None,
) -> RequestDraft:
    """A draft of this visitor; a key that is somebody else's is not used."""
    owner = http.user if isinstance(http.user, User) else None
    beginning = drafting.Beginning(
        owner=owner,
        secret_digest="" if owner else secret_digest(http),
        network=network(http),
        started_at=_started(http.POST),
        seeds=seeds,
        briefing=briefing.report_id if briefing else None,
        meant_for=meant_for,
        organisation=_home(http),
    )
    draft = drafting.begin(key, beginning)
    return draft if drafts(http).filter(pk=draft.pk).exists() else drafting.begin(uuid.uuid4(), beginning)


def _rescue(http: HttpRequest, key: uuid.UUID, part: type[Part], typed: dict[str, Any]) -> HttpResponse:
    """Keep a step whose draft is not this visitor's, or not any more."""
    if suspicion.too_many_drafts(network(http), timezone.now()):
        return _page(http, part(typed), note=TOO_MANY, status=429)
    if QUIETLY in http.POST:
        return _said("Your session has ended. Press a button below, so that this step is kept.")
    draft = drafts(http).filter(meant_for=key).first() or _begin(http, uuid.uuid4(), {}, meant_for=key)
    drafting.keep(draft, typed, names=part.names(typed))
    for refusal in files.take_in(http, draft):
        messages.error(http, str(refusal))
    messages.warning(http, RESCUED)
    return redirect("requests:step", draft.key, part.step)


def _keep(http: HttpRequest, draft: RequestDraft, part: type[Part], typed: dict[str, Any]) -> HttpResponse:
    """Save the step, then go where its button leads; what is wrong is said beside its field first."""
    email = known_email(http, draft)
    if whole.size(typed) > whole.MOST_KEPT:
        return _page(http, part(typed, checked=True, email=email), draft=draft, note=TOO_MUCH, status=422)
    if not may_type(http, draft):
        return _said("") if QUIETLY in http.POST else redirect("requests:draft", draft.key)
    changed = _rows(http.POST, typed) if part is QuestionForm else typed
    same = changed is not typed or bool(files.BUTTONS & http.POST.keys())
    onward = not same and not _ELSEWHERE & http.POST.keys()
    names = [*part.names(draft.typed), *part.names(typed)]
    trap = {suspicion.TRAP: "1"} if http.POST.get(suspicion.TRAP) else {}
    quietly, done = QUIETLY in http.POST, part.step if onward else ""
    try:
        draft = drafting.keep(draft, changed | trap, names=names, step=done, quietly=quietly)
    except drafting.DraftClosed as refusal:
        return _said(str(refusal)) if quietly else redirect("requests:draft", draft.key)
    if quietly:
        return _said(f"Saved at {timezone.localtime():%H:%M}.")
    return _after(http, draft, part(draft.typed, checked=onward, email=email), same=same)


def _after(http: HttpRequest, draft: RequestDraft, form: Part, *, same: bool) -> HttpResponse:
    """What follows a saved step: its files, then what is wrong, else where its button leads."""
    refused = files.take_in(http, draft)
    if refused or (form.is_bound and not form.is_valid()):
        return _page(http, form, draft=draft, refused=refused, status=422)
    if answering.ANSWERED in http.POST:
        return answering.close(http, draft)
    return redirect(_towards(http.POST, draft, type(form), same=same))


def _rows(post: QueryDict, typed: dict[str, Any]) -> dict[str, Any]:
    """The typed questions with one more or one less, if a button asked for that."""
    if "more" in post:
        return question.with_one_more(dict(typed))
    number = whole_number(post.get("remove", ""))
    return typed if number is None else question.without(typed, number)


def _towards(post: QueryDict, draft: RequestDraft, part: type[Part], *, same: bool) -> str:
    """Where the button leads: the same step with other rows, one that was chosen, the last, or the next."""
    target = whole.after(part.step)
    if same:
        target = part.step
    elif answering.LOOK in post:
        return reverse("requests:answers", args=[draft.key])
    elif (chosen := post.get("go", "")) in {*whole.STEPS, whole.CHECK}:
        target = chosen
    elif "back" in post:
        target = whole.before(part.step)
    elif post.get("towards") == whole.CHECK:
        target = whole.CHECK
    anchor = f"#div_id_question_{question.question_rows(draft.typed)}" if same and "more" in post else ""
    return reverse("requests:step", args=[draft.key, target]) + anchor


def _page(
    http: HttpRequest,
    form: Part,
    *,
    draft: RequestDraft | None = None,
    briefing: Publication | None = None,
    note: str = "",
    refused: Sequence[Refused] = (),
    status: int = 200,
) -> HttpResponse:
    if QUIETLY in http.POST:
        return _said(note or "Not saved.")
    notice = IntakeNotice.objects.first()
    context = {
        "form": form,
        "draft": draft,
        "draft_key": draft.key if draft else _key(http.POST),
        "briefing": briefing,
        "steps": progress_of(draft, form.step),
        "started": _STARTED.sign(_started(http.POST).isoformat()),
        "trap": suspicion.TRAP,
        "notice": notice.text if notice else "",
        "others": [] if draft else list(drafting.open_drafts(drafts(http))[:3]),
        "towards": http.POST.get("towards") or http.GET.get("towards", ""),
        "note": note,
        "refused": refused,
        **files.TAKEN,
        "nav": "new",
    }
    return render(http, "requests_app/step.html", context, status=status)


def _said(sentence: str) -> HttpResponse:
    """The answer to a form that saves itself while somebody types: a sentence beside its buttons."""
    return HttpResponse(escape(sentence))


def _key(typed: QueryDict) -> uuid.UUID:
    """The key that the form carries; a form that lost it is given a new one."""
    try:
        return uuid.UUID(typed.get("draft", ""))
    except ValueError:
        return uuid.uuid4()


def _started(post: QueryDict) -> Any:
    """When this form was first shown; now, where the form does not prove it."""
    try:
        return parse_datetime(_STARTED.unsign(post.get("started", ""))) or timezone.now()
    except (BadSignature, ValueError):
        return timezone.now()


def _home(http: HttpRequest) -> Organisation | None:
    """The organisation that whoever is signed in is in at the moment."""
    mine = houses.at_home(http.user, http.session) if isinstance(http.user, User) else None
    return mine.organisation if mine else None


def _seeds(http: HttpRequest, briefing: Publication | None) -> dict[str, Any]:
    """What needs no typing: who is signed in, and what a briefing is about that is followed up."""
    seeds: dict[str, Any] = {}
    if isinstance(http.user, User):
        home = _home(http)
        seeds = {"name": http.user.name, "organisation": home.name if home else ""}
    if briefing:
        seeds["title"] = f"Follow-up to “{briefing.title}”"[:200]
        seeds |= {"countries": list(briefing.countries), "topics": ", ".join(briefing.topics)}
    return seeds
