"""`manage.py import_briefing FILE…`: reads articles and makes drafts of briefings of them, all or none.

It prints what it read and what it left out; --dry-run stops there and does not ask the database.
"""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction
from django.urls import reverse

from reports.importing import account, drafting
from reports.importing.refusals import ImportRefusedError
from reports.models import Publication, Report, User
from reports.rendering.printed import RenderFailed
from reports.services import issuing, judging, receiving
from reports.services.editions import FreezeRefusedError
from reports.services.publishing import PublishingRefusedError
from reports.services.receiving import Received

_REASON = "Published elsewhere before, and imported word by word."
_REFUSALS = (RenderFailed, PublishingRefusedError, FreezeRefusedError, judging.JudgingRefusedError)


class Command(BaseCommand):
    """Exits 1 with `FILE:LINE: reason` when a file cannot be imported.

    The lines of a page and of a Word file are their paragraphs.
    """

    help = "Import articles as briefings: as drafts, or published at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="text, Markdown, HTML or Word (.docx)"
        )
        parser.add_argument("--publish", action="store_true", help="issue and publish what was imported")
        parser.add_argument("--dry-run", action="store_true", help="read and report, change nothing")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--series", metavar="TITLE", help="the series of articles that do not name theirs"
        )
        parser.add_argument(
            "--replace", action="store_true", help="put the text in place of the same issue’s"
        )
        parser.add_argument(
            "--by",
            metavar="EMAIL",
            help="who imports, and with --publish accepts; accounts without a sign-in if not said",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reports: list[Report] = []
        try:
            batch = _read(options["files"], series=options["series"])
            reports = [] if options["dry_run"] else _imported(batch, options)
            is_published = options["publish"] and not options["dry_run"]
            published = _published(batch, reports, options["by"]) if is_published else []
        except ImportRefusedError as refusal:
            if options["json"]:
                refused = {"file": refusal.name, "line": refusal.line, "reason": refusal.reason}
                said = {"refused": refused, "imported": _named(reports)}
                self.stdout.write(json.dumps(said, ensure_ascii=False))
            raise CommandError(str(refusal)) from refusal
        except DatabaseError as problem:
            raise CommandError(f"The database is not ready; run “migrate” first ({problem}).") from problem
        say = self._say_json if options["json"] else self._say
        say(batch, reports, published)

    def _say(
        self, batch: Sequence[Received], reports: Sequence[Report], published: Sequence[Publication]
    ) -> None:
        for article, draft in batch:
            self.stdout.write("\n".join(account.as_lines(article, draft)))
        for report in reports:
            self.stdout.write(f"Imported as a draft: {report.title}")
        for publication in published:
            self.stdout.write(f"Published: {_address(publication)}")
        if not reports:
            self.stdout.write("Nothing was changed: this was a dry run.")

    def _say_json(
        self, batch: Sequence[Received], reports: Sequence[Report], published: Sequence[Publication]
    ) -> None:
        said = {
            "dry_run": not reports,
            "files": [account.as_data(article, draft) for article, draft in batch],
            "imported": _named(reports),
            "published": [_address(publication) for publication in published],
        }
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))


def _named(reports: Sequence[Report]) -> list[dict[str, Any]]:
    return [{"id": report.pk, "slug": report.slug, "version": report.version} for report in reports]


def _read(files: Sequence[Path], *, series: str | None) -> list[Received]:
    """Every file, before the first row is written."""
    return [drafting.read(path, series=series) for path in files]


def _imported(batch: Sequence[Received], options: dict[str, Any]) -> list[Report]:
    with transaction.atomic():
        author = _person(None if options["publish"] else options["by"], otherwise=receiving.importer)
        return receiving.receive(batch, replace=options["replace"], by=author)


def _published(batch: Sequence[Received], reports: Sequence[Report], email: str | None) -> list[Publication]:
    """What was published elsewhere stands as it is: somebody accepts it, and the reason is kept."""
    receiving.refuse_unfinished(batch, reports)
    published: list[Publication] = []
    by = _person(email, otherwise=receiving.operator)
    for (article, _), report in zip(batch, reports, strict=False):
        try:
            judging.accept_imported(report, by=by, reason=_REASON)
            published.append(issuing.issue_now(report, by=by))
        except _REFUSALS as problem:
            raise ImportRefusedError(
                article.name, None, f"Imported as a draft, not published: {problem}"
            ) from problem
    return published


def _address(publication: Publication) -> str:
    return reverse("reports:briefing", args=[publication.slug])


def _person(email: str | None, *, otherwise: Callable[[], User]) -> User:
    if email is None:
        return otherwise()
    person = User.objects.filter(email__iexact=email).first()
    if person is None:
        raise CommandError(f"There is no account with the address {email}; --by names one.")
    return person
