"""Judging: what is open stays in the house, and nobody approves what they wrote."""

from dataclasses import replace

import pytest

from reports import actions, permissions
from reports.domain.draft import Draft
from reports.domain.linting import MUST_BE_MENDED
from reports.domain.sections import SPECS, SectionKind
from reports.models import Approval, Edition, Job, Report, User, Waiver
from reports.models.frozen import FrozenRowError
from reports.services import composing, editions, history, issuing, jobs, judging, receiving, snapshots
from tests import factories

DRAFT = Draft(
    title="On locks and keys",
    series_title="Harbour Notes",
    volume=2,
    issue=5,
    sections=tuple((spec.kind, "One sentence.") for spec in SPECS if spec.kind != SectionKind.KEY_FINDINGS),
    findings=("One.",),
    scenarios=(("Calm", "It may hold."),),
)


@pytest.fixture
def report(dana: User) -> Report:
    """As an analyst leaves it: with warnings."""
    return composing.create_briefing(DRAFT, by=dana)


@pytest.fixture
def clean(report: Report) -> Report:
    """As it is when nothing is left to say."""
    report.scenarios.update(text="It holds.")
    return factories.fill(report)


def edit(report: Report, title: str, *, by: User) -> None:
    """Save the report under another title, through the door that editors use."""
    report.refresh_from_db()
    text = snapshots.take(report, edition=0)
    history.save(report, replace(text, title=title), began_from=report.version, by=by)
    report.refresh_from_db()


def rules(report: Report) -> list[str]:
    return [fault.rule for fault in judging.open_faults(report)]


def test_what_is_open_is_listed_in_the_order_of_print(report: Report) -> None:
    assert rules(report) == [
        "nothing-to-see", "finding-without-kind", "too-few-scenarios", "hedged-judgement",
        "scenario-without-likelihood", "scenario-without-horizon", "scenario-without-indicator", "no-sources",
    ]  # fmt: skip


def test_a_waiver_keeps_who_when_and_why_and_settles_one_warning(report: Report, erin: User) -> None:
    fault = next(each for each in judging.open_faults(report) if each.rule == "hedged-judgement")
    waiver = judging.waive(report, fault.key, reason=" The author quotes the law. ", by=erin)
    assert (waiver.rule, waiver.place, waiver.sentence) == ("hedged-judgement", "scenario 1", "It may hold.")
    assert (waiver.reason, waiver.by) == ("The author quotes the law.", erin)
    assert waiver.at is not None
    assert "hedged-judgement" not in rules(report)
    assert judging.waive(report, fault.key, reason="Again.", by=erin) == waiver
    assert [each.fault for each in judging.judged(report) if not each.is_open] == [fault]


def test_a_waiver_holds_for_that_wording_alone(report: Report, erin: User) -> None:
    fault = next(each for each in judging.open_faults(report) if each.rule == "hedged-judgement")
    judging.waive(report, fault.key, reason="As the law says.", by=erin)
    report.scenarios.update(text="It may hold for long.")
    assert "hedged-judgement" in rules(report)
    report.scenarios.update(text="It may hold.")
    assert "hedged-judgement" not in rules(report)


@pytest.mark.parametrize("reason", ["", " \n ", "x" * 2001])
def test_a_waiver_needs_a_reason(report: Report, erin: User, reason: str) -> None:
    fault = judging.open_faults(report)[0]
    with pytest.raises(judging.JudgingRefusedError, match="Say why it may stand"):
        judging.waive(report, fault.key, reason=reason, by=erin)
    assert not Waiver.objects.exists()


def test_a_warning_that_is_gone_is_not_waived(report: Report, erin: User) -> None:
    with pytest.raises(judging.JudgingRefusedError, match="not there any more"):
        judging.waive(report, "0" * 64, reason="Why not.", by=erin)


@pytest.mark.parametrize("rule", sorted(MUST_BE_MENDED))
def test_what_must_be_mended_is_not_waived(clean: Report, erin: User, rule: str) -> None:
    match rule:
        case "required-section":
            clean.sections.filter(kind=SectionKind.CONCLUSION).update(body="")
        case "unknown-word":
            clean.scenarios.update(likelihood="plausible")
        case "percent-outside-band":
            clean.scenarios.update(percent=99)
        case "unanswered-question" | "lost-answer":
            clean.questions = ["Who has the key?"]
            clean.save()
            if rule == "lost-answer":
                clean.answers.create(position=1, places=["finding 99"])
        case "picture-without-alternative":
            clean.figures.create(name="a" * 64, media_type="image/png", width=1, height=1, caption="Quay")
    fault = judging.open_faults(clean)[0]
    assert fault.rule == rule
    with pytest.raises(judging.JudgingRefusedError, match="This cannot be waived"):
        judging.waive(clean, fault.key, reason="Never mind.", by=erin)


def test_an_approval_is_of_one_wording(clean: Report, erin: User) -> None:
    assert not judging.is_approved(clean)
    assert judging.refuse_freeze(clean).startswith("Nobody has approved this wording.")
    approval = judging.approve(clean, by=erin)
    assert (approval.by, approval.text_sha256) == (erin, snapshots.wording(clean))
    assert judging.is_approved(clean)
    assert judging.refuse_freeze(clean) == ""
    assert judging.approve(clean, by=erin) == approval
    clean.findings.update(text="Two.")
    assert not judging.is_approved(clean)
    assert judging.refuse_freeze(clean).startswith("Nobody has approved this wording.")


def test_the_author_does_not_approve(clean: Report, dana: User) -> None:
    with pytest.raises(judging.JudgingRefusedError, match="somebody else has to approve"):
        judging.approve(clean, by=dana)
    assert not Approval.objects.exists()


def test_whoever_saved_it_since_the_last_approval_is_an_author(clean: Report, erin: User, dana: User) -> None:
    edit(clean, "On locks", by=erin)
    assert judging.may_approve(clean, erin).startswith("You wrote this report")
    judging.approve(clean, by=factories.person("Ed", groups=("editor",)))
    edit(clean, "On keys", by=dana)
    assert judging.may_approve(clean, erin) == ""


def test_what_is_open_or_missing_is_not_approved(report: Report, erin: User) -> None:
    assert (
        judging.may_approve(report, erin)
        == "8 warnings are open. Mend the text, or waive each with a reason."
    )
    for fault in judging.open_faults(report)[1:]:
        judging.waive(report, fault.key, reason="As agreed.", by=erin)
    assert judging.may_approve(report, erin).startswith("1 warning is open.")
    report.sections.filter(kind=SectionKind.ANALYSIS).delete()
    assert judging.may_approve(report, erin) == "The report says nothing yet in: Analysis. Write that first."


def test_a_text_that_was_saved_since_it_was_read_is_not_approved(
    clean: Report, erin: User, dana: User
) -> None:
    clean.refresh_from_db()
    read = clean.version
    edit(clean, "On locks", by=dana)
    with pytest.raises(judging.JudgingRefusedError, match="saved since you opened it"):
        judging.approve(clean, by=erin, version=read)
    assert judging.approve(clean, by=erin, version=clean.version)


def test_no_edition_without_an_approval(clean: Report, dana: User) -> None:
    with pytest.raises(editions.FreezeRefusedError, match="Nobody has approved"):
        editions.freeze(clean, by=dana)
    job = issuing.request_issue(clean, by=dana)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, Edition.objects.count()) == ("failed", 0)
    assert "Nobody has approved this wording." in job.last_error


def test_a_waived_report_is_issued_and_a_later_edition_explains_itself(report: Report, erin: User) -> None:
    for fault in judging.open_faults(report):
        judging.waive(report, fault.key, reason="As agreed.", by=erin)
    judging.approve(report, by=erin)
    first = editions.freeze(report, by=erin)
    assert judging.refuse_freeze(report) == ""
    assert judging.due(report).edition == first.number
    report.title = "On keys"
    report.save()
    assert judging.due(report).edition == 2
    assert rules(report) == ["unexplained-change"]
    report.editor_note = "Another title."
    report.save()
    assert rules(report) == []


def test_an_imported_text_is_accepted_as_it_is_by_somebody_else(erin: User) -> None:
    author = receiving.importer()
    imported = composing.create_briefing(DRAFT, by=author)
    with pytest.raises(judging.JudgingRefusedError, match="name somebody else"):
        judging.accept_imported(imported, by=author, reason="Published before.")
    judging.accept_imported(imported, by=erin, reason="Published before.")
    assert judging.is_approved(imported)
    assert {(waiver.reason, waiver.by) for waiver in imported.waivers.all()} == {("Published before.", erin)}
    assert imported.waivers.count() == 8


def test_only_an_imported_text_is_accepted_whole(report: Report, erin: User, dana: User) -> None:
    imported = composing.create_briefing(replace(DRAFT, issue=6), by=receiving.importer())
    edit(imported, "On something else", by=dana)
    imported_and_touched = composing.create_briefing(replace(DRAFT, issue=7), by=receiving.importer())
    imported_and_touched.findings.update(text="Three.")
    for each in (report, imported, imported_and_touched):
        with pytest.raises(judging.JudgingRefusedError, match="nobody has changed"):
            judging.accept_imported(each, by=erin, reason="Published before.")
    assert not Waiver.objects.exists()
    assert not Approval.objects.exists()


def test_an_imported_text_without_a_required_section_is_not_accepted(erin: User) -> None:
    draft = replace(DRAFT, sections=DRAFT.sections[1:])
    imported = composing.create_briefing(draft, by=receiving.importer())
    with pytest.raises(judging.JudgingRefusedError, match="Executive Summary"):
        judging.accept_imported(imported, by=erin, reason="Published before.")
    assert not Waiver.objects.exists()


def test_the_accounts_of_machines_cannot_sign_in(db: None) -> None:
    for account in (receiving.importer(), receiving.operator()):
        assert not account.is_active
        assert not account.has_usable_password()
        assert not account.is_staff
    assert receiving.importer() == receiving.importer() != receiving.operator()


def test_waivers_and_approvals_are_never_changed(clean: Report, erin: User) -> None:
    approval = judging.approve(clean, by=erin)
    approval.text_sha256 = "0" * 64
    with pytest.raises(FrozenRowError):
        approval.save()


@pytest.mark.parametrize(
    ("groups", "approves", "waives"),
    [
        ((), False, False),
        (("triage",), False, False),
        (("analyst",), False, True),
        (("reviewer",), True, True),
        (("editor",), True, True),
    ],
)
def test_who_may_approve_and_waive(
    report: Report, groups: tuple[str, ...], approves: bool, waives: bool
) -> None:
    person = factories.person("Someone", groups=groups)
    key = judging.open_faults(report)[0].key
    if waives:
        assert actions.waive(report, key, reason="As agreed.", by=person).by == person
    else:
        with pytest.raises(permissions.NotAllowedError):
            actions.waive(report, key, reason="As agreed.", by=person)
    refusal = actions.RefusedError if approves else permissions.NotAllowedError
    with pytest.raises(refusal, match="warnings are open" if approves else "Only a reviewer or an editor"):
        actions.approve(report, by=person)


def test_publication_asks_for_an_approval(clean: Report, erin: User) -> None:
    editor = factories.person("Ed", groups=("editor",))
    with pytest.raises(actions.RefusedError, match=r"^Not published\. Nobody has approved"):
        actions.publish(clean, by=editor)
    assert not Job.objects.exists()
    actions.approve(clean, by=erin)
    job = actions.publish(clean, by=editor)
    assert (job.kind, job.by) == ("publish", editor)
    with pytest.raises(actions.RefusedError, match="not there any more"):
        actions.waive(clean, "0" * 64, reason="Why not.", by=editor)


def test_an_edition_that_stands_is_published_again_without_asking(clean: Report, erin: User) -> None:
    factories.edition_of(clean)
    assert judging.refuse_freeze(clean) == ""
