"""From approval to delivery: printed once, delivered once, and never against the client's last word."""

import pytest

from reports.models import Edition, Job, Mail, Report, User
from reports.services import editions, jobs
from requests_app.domain.workflow import Status
from requests_app.models import Delivery, ReportRequest
from requests_app.services import fulfilment, transitions
from tests import factories


def the_job() -> Job:
    return Job.objects.get(kind=fulfilment.DELIVER)


def test_a_delivery_names_the_edition_that_was_approved(erin: User) -> None:
    request = factories.request_at(Status.DELIVERED)
    edition = Delivery.objects.get(request=request).edition
    assert (edition.report_id, edition.frozen_by, edition.number) == (request.report_id, erin, 1)
    assert request.number in edition.snapshot
    assert "Which harbours would be cut off?" in edition.snapshot
    assert fulfilment.edition_of(request) == edition


def test_a_second_message_for_the_same_job_does_nothing(db: None) -> None:
    request = factories.request_at(Status.DELIVERED)
    assert not jobs.run(the_job().pk)
    assert (Delivery.objects.count(), Edition.objects.count()) == (1, 1)
    assert Mail.objects.filter(key__startswith=request.number).count() == 3


def test_a_worker_killed_before_the_end_leaves_nothing_half_done(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = factories.request_at(Status.APPROVED)

    class Killed(BaseException):
        """What a kill looks like from inside."""

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(fulfilment.transitions, "apply", killed)
        with pytest.raises(Killed):
            jobs.run(the_job().pk)
    request.refresh_from_db()
    assert (request.status, Delivery.objects.count(), Edition.objects.count()) == (Status.APPROVED, 0, 0)
    Job.objects.update(lease_until=None, lease_token=None, state="queued")
    factories.deliver(request)
    assert request.stage is Status.DELIVERED


def test_a_request_withdrawn_while_it_waits_is_not_printed(alice: User) -> None:
    request = factories.request_at(Status.APPROVED)
    transitions.apply(request, "withdraw", by=alice)
    jobs.run(the_job().pk)
    assert (the_job().state, Edition.objects.count()) == ("failed", 0)
    assert "is withdrawn" in the_job().last_error
    assert ReportRequest.objects.get().status == Status.WITHDRAWN


def test_a_request_withdrawn_while_it_is_printed_is_not_delivered(
    alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = factories.request_at(Status.APPROVED)
    prepare = editions.prepare

    def slowly(report: Report, **rest: object) -> editions.Prepared:
        prepared = prepare(report, **rest)  # type: ignore[arg-type]
        transitions.apply(ReportRequest.objects.get(pk=request.pk), "withdraw", by=alice)
        return prepared

    monkeypatch.setattr(editions, "prepare", slowly)
    jobs.run(the_job().pk)
    assert (Delivery.objects.count(), Edition.objects.count()) == (0, 0)
    assert ReportRequest.objects.get().status == Status.WITHDRAWN


def test_a_text_changed_while_it_is_printed_is_not_delivered(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = factories.request_at(Status.APPROVED)
    prepare = editions.prepare

    def slowly(report: Report, **rest: object) -> editions.Prepared:
        prepared = prepare(report, **rest)  # type: ignore[arg-type]
        Report.objects.filter(pk=report.pk).update(version=report.version + 1)
        return prepared

    monkeypatch.setattr(editions, "prepare", slowly)
    jobs.run(the_job().pk)
    assert "text was changed" in the_job().last_error
    assert Delivery.objects.count() == 0
    request.refresh_from_db()
    progress = fulfilment.progress(request)
    assert progress is not None
    assert (progress.stage, progress.goes_on) == (fulfilment.Stage.FAILED, False)


def test_failed_printing_is_started_again_by_hand(dana: User, erin: User) -> None:
    request = factories.request_at(Status.APPROVED)
    with pytest.raises(transitions.TransitionRefused, match="has not failed"):
        fulfilment.print_again(request, by=dana)
    broken = the_job()
    lease = jobs.claim(broken.pk)
    assert lease is not None
    lease.end("failed", last_error="no paper")  # type: ignore[arg-type]
    again = fulfilment.print_again(request, by=dana)
    assert again.pk != broken.pk
    assert jobs.run(again.pk)
    request.refresh_from_db()
    assert request.stage is Status.DELIVERED
    assert request.deliveries.get().edition.frozen_by == erin


def test_a_returned_report_is_approved_and_printed_anew(erin: User, dana: User) -> None:
    request = factories.request_at(Status.APPROVED)
    transitions.apply(request, "return_to_author", by=erin, note="One more source.")
    jobs.run(the_job().pk)
    transitions.apply(request, "send_to_review", by=dana)
    factories.approve(request)
    factories.deliver(request)
    assert request.stage is Status.DELIVERED


def test_the_kind_is_known_to_whoever_runs_jobs() -> None:
    assert fulfilment.DELIVER in jobs._KINDS
