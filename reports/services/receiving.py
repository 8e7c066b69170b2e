"""Takes imported articles in: all of a batch become drafts of briefings, or none does.

A refusal names the file and the line, as the importer's own do, so that whoever runs a batch reads one kind
of sentence.
"""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from reports.domain.article import Article
from reports.domain.draft import Draft
from reports.importing.refusals import ImportRefusedError
from reports.models import Report, User
from reports.services import composing

Received = tuple[Article, Draft]
_IMPORTER = "importer@localhost.invalid"
_OPERATOR = "operator@localhost.invalid"


def importer() -> User:
    """The author of texts that were published elsewhere, and of all that is imported when nobody is named."""
    return _account(_IMPORTER, "Importer")


def operator() -> User:
    """Whoever runs this installation, and answers for what is published from its command line."""
    return _account(_OPERATOR, "Operator")


def _account(email: str, name: str) -> User:
    """An account that says who did something and that nobody can sign in to."""
    user, created = User.objects.get_or_create(email=email, defaults={"name": name, "is_active": False})
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


@transaction.atomic
def receive(batch: Sequence[Received], *, replace: bool, by: User) -> list[Report]:
    """The reports of these articles, in order. Raises ImportRefusedError; then nothing was imported."""
    reports: list[Report] = []
    for article, draft in batch:
        report = _received(article, draft, replace=replace, by=by)
        if report in reports:
            raise _refused(article, "Another file of this batch is the same issue.")
        reports.append(report)
    return reports


def _received(article: Article, draft: Draft, *, replace: bool, by: User) -> Report:
    try:
        known = composing.find_issue(draft)
        if known and not replace:
            raise _refused(
                article, f"{_issue(draft)} is imported already; --replace puts this text in its place."
            )
        with transaction.atomic():
            if known:
                composing.series_for(draft)
                return composing.replace_briefing(known, draft, by=by)
            return composing.create_briefing(draft, by=by)
    except composing.ComposingRefusedError as refusal:
        raise _refused(article, str(refusal)) from refusal
    except IntegrityError as clash:
        raise _refused(article, f"{_issue(draft)} was added by somebody else at the same moment.") from clash


def _issue(draft: Draft) -> str:
    if draft.volume is None and draft.issue is None:
        return f"“{draft.title[:60]}” in {draft.series_title}"
    return f"{draft.series_title}, volume {draft.volume or 'none'}, issue {draft.issue or 'none'}"


def _refused(article: Article, reason: str) -> ImportRefusedError:
    return ImportRefusedError(article.name, article.series_line or None, reason)


def refuse_unfinished(batch: Sequence[Received], reports: Sequence[Report]) -> None:
    """Raise ImportRefusedError where a report that is to be published lacks a required section.

    What was read is sound and stays as a draft: an editor mends it there, and need not begin again.
    """
    for (article, _), report in zip(batch, reports, strict=True):
        if missing := composing.missing_parts(report):
            doubts = [f"line {each.line}: {each.sentence}" for each in article.doubts]
            reason = " ".join((f"Imported as a draft, not published without: {', '.join(missing)}.", *doubts))
            raise ImportRefusedError(article.name, None, reason)
