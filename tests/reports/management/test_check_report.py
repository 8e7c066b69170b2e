"""`manage.py check_report`: what a person and a script are told about a report's warnings."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.domain.draft import Draft
from reports.models import Report, User
from reports.services import composing, judging
from tests import factories


@pytest.fixture
def report(dana: User) -> Report:
    draft = Draft(title="On locks", series_title="Harbour Notes", scenarios=(("Calm", "It may hold."),))
    made = factories.fill(composing.create_briefing(draft, by=dana))
    made.sources.update(grade="")
    return made


def check(report: Report, **options: bool) -> tuple[str, int]:
    said = StringIO()
    try:
        call_command("check_report", report.pk, stdout=said, **options)
    except SystemExit as end:
        return said.getvalue(), int(str(end.code))
    return said.getvalue(), 0


def test_each_warning_has_its_place_its_sentence_and_what_to_do(report: Report) -> None:
    said, code = check(report)
    assert code == 1
    assert said.splitlines() == [
        "scenario 1: hedged-judgement",
        "  It may hold.",
        "  → “may” cannot be measured: say how likely it is with a word of ICD 203, wording A.",
        "",
        "source 1: ungraded-source",
        "  Harbour log.",
        "  → Grade it: A to F for the source, 1 to 6 for the information, as in B2.",
        "",
        "2 open, 0 waived.",
    ]


def test_waived_ones_stay_listed_with_their_reason(report: Report, erin: User) -> None:
    for fault in judging.open_faults(report):
        judging.waive(report, fault.key, reason="The law says so.", by=erin)
    said, code = check(report)
    assert code == 0
    assert said.count("  Waived by Erin on ") == said.count(": The law says so.") == 2
    assert said.endswith("0 open, 2 waived.\n")


def test_a_clean_report_is_told_in_one_line(report: Report) -> None:
    report.sources.update(grade="B2")
    report.scenarios.update(text="It holds.")
    assert check(report) == ("0 open, 0 waived.\n", 0)


def test_a_script_reads_the_same(report: Report, erin: User) -> None:
    first, second = judging.open_faults(report)
    waiver = judging.waive(report, second.key, reason="The law says so.", by=erin)
    said, code = check(report, json=True)
    data = json.loads(said)
    faults = data.pop("faults")
    assert code == 1
    assert data == {"report": report.pk, "version": report.version, "open": 1, "waived": 1}
    assert faults == [
        {
            "rule": each.rule, "place": each.place, "sentence": each.sentence, "advice": each.advice,
            "key": each.key, "waiver": waived,
        }
        for each, waived in (
            (first, None),
            (second, {"reason": "The law says so.", "by": "Erin", "at": waiver.at.isoformat()}),
        )
    ]  # fmt: skip


def test_a_report_that_is_not_there_is_told_apart(db: None) -> None:
    with pytest.raises(CommandError, match="There is no report 4711") as refusal:
        call_command("check_report", 4711)
    assert refusal.value.returncode == 2
