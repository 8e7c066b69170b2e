"""What requests hold about the person who asked: how it is told and how it is forgotten.

A request belongs to its organisation as well, so it stays with its text, and loses who asked. What the house
noted for itself is told to nobody; where it names the person, the name is taken out.
"""

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from reports.models import User
from reports.services import holdings, holds
from reports.services.holdings import FORMER, Holding, Leaving, StoredFile
from reports.services.personal import rows
from requests_app import models as m
from requests_app.domain.status import Status
from requests_app.services import attaching, finding, links, suspicion

_OVER = [each.value for each in Status if each.is_end or each is Status.DELIVERED]
_TEXTS = ("title", "background", "known", "decision", "deferred_because")


def requests_of(user: User, address: str) -> QuerySet[m.ReportRequest]:
    """What a person asked, signed in or by a link that was mailed to its address."""
    return m.ReportRequest.objects.filter(Q(client=user) | Q(email__iexact=address))


def _of(gone: Leaving) -> QuerySet[m.ReportRequest]:
    """Before and after the address has been replaced."""
    return m.ReportRequest.objects.filter(
        Q(client=gone.user) | Q(email__iexact=gone.address) | Q(email=gone.instead)
    )


def _mine(user: User) -> QuerySet[m.ReportRequest]:
    return requests_of(user, user.email)


def _drafts(user: User, address: str) -> QuerySet[m.RequestDraft]:
    digest = suspicion.digest_of_address(address)
    return m.RequestDraft.objects.filter(
        Q(owner=user) | Q(address_digest=digest) | Q(typed__email__iexact=address)
    )


def _told_requests(user: User) -> Iterator[dict[str, Any]]:
    plain = (
        "number", "name", "email", "organisation_name", "title", "background", "known", "decision",
        "decision_on", "needed_by", "no_value_after", "priority", "service_class", "form", "length",
        "language", "marking", "countries", "topics", "status", "resolution", "created_at", "consent_at",
    )  # fmt: skip
    return rows(_mine(user), **{name: name for name in plain})


def _told_events(user: User) -> Iterator[dict[str, Any]]:
    found = m.RequestEvent.objects.filter(request__in=_mine(user)).select_related("request").order_by("pk")
    for event in found:
        if event.told:
            words = {"what": event.told, "note": event.note_for_client, "at": event.at}
            yield {"request": event.request.number, **words}


def _told_thread(user: User) -> Iterator[dict[str, Any]]:
    found = m.Clarification.objects.filter(request__in=_mine(user))
    for message in rows(found, request="request__number", who="side", text="text", at="at"):
        yield message | {"who": m.Clarification.Side(message["who"]).label}


def _attachments(user: User) -> QuerySet[m.Attachment]:
    theirs = Q(request__in=_mine(user)) | Q(draft__in=_drafts(user, user.email))
    return m.Attachment.objects.filter(theirs).select_related("request", "draft").order_by("pk")


def _files(user: User) -> Iterable[StoredFile]:
    for file in _attachments(user).exclude(stored_name=""):
        home = file.request.number if file.request else f"draft-{file.draft_id}"
        yield StoredFile(file.stored_name, f"{home}/{file.position}-{file.name}")


def _forget_requests(gone: Leaving) -> None:
    gone.clear(_of(gone), *_TEXTS)
    for request in _of(gone):
        request.name, request.email, request.key = FORMER, gone.instead, uuid.uuid4()
        # A new key makes a new link: whoever still has an old mail opens nothing with it.
        request.access_digest = links.digest_of(links.secret_of(request))
        request.save(update_fields=["name", "email", "key", "access_digest", "updated_at"])
    for request in m.ReportRequest.objects.filter(readers__icontains=gone.address):
        left = [each for each in request.readers if each.casefold() != gone.address.casefold()]
        m.ReportRequest.objects.filter(pk=request.pk).update(readers=left)


def _forget_quotes(gone: Leaving) -> None:
    quotes = m.Quote.objects.filter(request__in=_of(gone))
    gone.clear(quotes, "scope")
    quotes.exclude(decided_by="").update(decided_by=FORMER)


def _redact(model: Any, gone: Leaving, column: str) -> None:
    """Name and address in the person's own requests; the address in those of others."""
    gone.redact(model.objects.filter(request__in=_of(gone)), column)
    gone.redact(model.objects.all(), column, own=False)


def _forget_drafts(gone: Leaving) -> None:
    """The person's own go; what others typed of it, such as a reader's address, loses the address."""
    attaching.discard_drafts(_drafts(gone.user, gone.address))
    said = m.RequestDraft.objects.annotate(said=Cast("typed", TextField()))
    for draft in list(said.filter(said__icontains=gone.address)):
        typed = json.loads(gone.cleared(json.dumps(draft.typed), own=False))
        m.RequestDraft.objects.filter(pk=draft.pk).update(typed=typed)


def _forget_words(gone: Leaving) -> None:
    """Last: the address goes from the texts of others, then the index is made anew from what is left."""
    others = set(gone.clear(m.ReportRequest.objects.all(), *_TEXTS, own=False))
    questions = gone.clear(m.KeyQuestion.objects.all(), "text", own=False)
    others |= set(m.KeyQuestion.objects.filter(pk__in=questions).values_list("request", flat=True))
    gone.clear(m.Quote.objects.all(), "scope", own=False)
    gone.clear(m.Feedback.objects.all(), "words", own=False)
    for request in (_of(gone) | m.ReportRequest.objects.filter(pk__in=others)).distinct():
        finding.keep_words(request)
    finding.forget_changed()


def _open_request(user: User) -> str:
    number = _mine(user).exclude(status__in=_OVER).values_list("number", flat=True).first()
    if number is None:
        return ""
    return f"{number} is still open. Withdraw it on its page, or wait until it is answered; then ask again."


def _held_request(user: User) -> str:
    if _mine(user).filter(number__in=holds.held_references()).exists():
        return "One of your requests must be kept for now. Write to us: we tell you when that ends."
    return ""


def _numbers(people: QuerySet[User], homes: Any) -> Iterable[str]:
    found = m.ReportRequest.objects.filter(
        Q(client__in=people) | Q(email__in=people.values("email")) | Q(organisation__in=homes)
    )
    return found.values_list("number", flat=True)


def _within(model: Any, user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = model.objects.filter(request__in=_mine(user))
    return found


holds.reach(_numbers)
holdings.obstacle(_open_request)
holdings.obstacle(_held_request)
holdings.register(
    Holding(
        m.Attachment,
        "files",
        lambda user: rows(_attachments(user), name="name", size="size", sha256="sha256", at="at"),
        lambda gone: attaching.remove_for_good(m.Attachment.objects.filter(request__in=_of(gone))),
        _files,
        keeps="That a request had a file of some kind and size, and who of the house took it.",
    ),
    Holding(
        m.RequestDraft,
        "drafts",
        lambda user: rows(_drafts(user, user.email), state="state", typed="typed", begun="created_at"),
        _forget_drafts,
    ),
    Holding(
        m.KeyQuestion,
        "questions",
        lambda user: rows(_within(m.KeyQuestion, user), request="request__number", text="text"),
        lambda gone: gone.clear(m.KeyQuestion.objects.filter(request__in=_of(gone)), "text"),
        keeps="What was asked, which belongs to the organisation and to the report that answers it.",
    ),
    Holding(
        m.RequestEvent,
        "history",
        _told_events,
        lambda gone: _redact(m.RequestEvent, gone, "note"),
        keeps="What happened to a request, and when.",
    ),
    Holding(
        m.Clarification,
        "messages",
        _told_thread,
        lambda gone: _redact(m.Clarification, gone, "text"),
        keeps="What was agreed about a request, without name and address.",
    ),
    Holding(
        m.InternalNote,
        forget=lambda gone: _redact(m.InternalNote, gone, "text"),
        keeps="The house's own work on a request, without name and address.",
    ),
    Holding(
        m.Quote,
        "quotes",
        lambda user: rows(
            _within(m.Quote, user), request="request__number", number="number", scope="scope", units="units",
            cents="cents", currency="currency", state="state", decided_by="decided_by", decided="decided_at",
        ),
        _forget_quotes,
        keeps="What was offered and agreed, and when; the accounts of a business need it.",
    ),
    Holding(
        m.Feedback,
        "feedback",
        lambda user: rows(
            _within(m.Feedback, user), request="request__number", served="decision_served", words="words"
        ),
        lambda gone: gone.clear(m.Feedback.objects.filter(request__in=_of(gone)), "words"),
        keeps="What a report was worth to its organisation, without name and address.",
    ),
    Holding(
        m.AnswerFeedback,
        "feedback-on-answers",
        lambda user: rows(
            m.AnswerFeedback.objects.filter(feedback__request__in=_mine(user)),
            request="feedback__request__number",
            question="question__position",
            useful="useful",
        ),
        keeps="Whether an answer was useful.",
    ),
    Holding(
        m.Delivery,
        "deliveries",
        lambda user: rows(
            _within(m.Delivery, user), request="request__number", edition="edition__number", at="at"
        ),
        keeps="That a request was answered, with which edition.",
    ),
    Holding(
        m.SavedFilter,
        "saved-filters",
        lambda user: rows(m.SavedFilter.objects.filter(owner=user), name="name", query="query"),
        lambda gone: m.SavedFilter.objects.filter(owner=gone.user).delete(),
    ),
    Holding(
        m.RequestReader,
        "named-as-a-reader",
        lambda user: rows(
            m.RequestReader.objects.filter(address=user.email.lower()), request="request__number"
        ),
        lambda gone: m.RequestReader.objects.filter(address=gone.address.lower()).delete(),
    ),
    Holding(
        m.ReportRequest,
        "requests",
        _told_requests,
        _forget_requests,
        keeps="What an organisation asked, and what became of it.",
    ),
    Holding(m.RequestWords, forget=_forget_words, keeps="The same words, to search by."),
)  # fmt: skip
holdings.nothing_in(
    "It names people of the house by their account alone, which loses its name.",
    m.AttachmentDownload, m.ChecklistTick, m.IntakeNotice, m.PasswordChange, m.Review, m.ReviewInvitation,
)  # fmt: skip
holdings.nothing_in(
    "It is about the house or its calendar, and about no person.",
    m.CannedReply, m.ChecklistItem, m.ClockPause, m.Holiday, m.RequestCounter,
)  # fmt: skip
