"""`manage.py check_report ID`: every warning about a report, with its place and what to do about it.

Exits 1 while any is open, so that a script can ask as well as a person.
"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from reports.models import Report
from reports.services import judging
from reports.services.judging import Judged

NOT_FOUND = 2


class Command(BaseCommand):
    """Reads only."""

    help = "List the warnings about a report: rule, place, sentence, what to do, and which were waived."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("report", type=int, metavar="ID", help="the report’s number in the admin")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        report = Report.objects.filter(pk=options["report"]).first()
        if report is None:
            raise CommandError(f"There is no report {options['report']}.", returncode=NOT_FOUND)
        found = judging.judged(report)
        count = sum(each.is_open for each in found)
        if options["json"]:
            self.stdout.write(json.dumps(_as_data(report, found, count), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n\n".join([*map(_as_text, found), _summary(found, count)]))
        if count:
            raise SystemExit(1)


def _as_text(each: Judged) -> str:
    fault, waiver = each.fault, each.waiver
    lines = [f"{fault.place}: {fault.rule}", f"  {fault.sentence}", f"  → {fault.advice}"]
    if waiver:
        lines.append(f"  Waived by {waiver.by} on {waiver.at:%Y-%m-%d}: {waiver.reason}")
    return "\n".join(lines)


def _summary(found: list[Judged], count: int) -> str:
    return f"{count} open, {len(found) - count} waived."


def _as_data(report: Report, found: list[Judged], count: int) -> dict[str, Any]:
    return {
        "report": report.pk,
        "version": report.version,
        "open": count,
        "waived": len(found) - count,
        "faults": [_entry(each) for each in found],
    }


def _entry(each: Judged) -> dict[str, Any]:
    fault, waiver = each.fault, each.waiver
    return {
        "rule": fault.rule,
        "place": fault.place,
        "sentence": fault.sentence,
        "advice": fault.advice,
        "key": fault.key,
        "waiver": waiver and {"reason": waiver.reason, "by": str(waiver.by), "at": waiver.at.isoformat()},
    }
