"""What staff can set in motion: each a use case of one transaction, after its permission."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from reports.domain.snapshot import Snapshot
from reports.models import (
    Approval,
    Correction,
    CorrectionKind,
    Edition,
    Invoice,
    InvoicePayment,
    Job,
    Mail,
    Organisation,
    Plan,
    Report,
    Revision,
    Subscription,
    SubscriptionEvent,
    UnitEntry,
    User,
    Waiver,
)
from reports.permissions import (
    may_account,
    may_approve,
    may_begin,
    may_correct,
    may_grant,
    may_invoice,
    may_open,
    may_publish,
    may_retry,
    may_waive,
    may_write,
    require,
)
from reports.services import (
    composing,
    corrections,
    history,
    invoicing,
    issuing,
    jobs,
    judging,
    mailing,
    opening,
    reusing,
    subscriptions,
)
from reports.services import units as unit_accounts


class RefusedError(Exception):
    """It cannot be done as things stand; the sentence says what is missing."""


def begin(snapshot: Snapshot, *, slug: str, by: User) -> Report:
    """A new briefing from what was typed."""
    require(may_begin(by), "You may not begin a briefing.")
    return composing.begin(snapshot, slug=slug, by=by)


def save(report: Report, snapshot: Snapshot, *, began_from: int, slug: str = "", by: User) -> bool:
    """Write the text as the next version; False when nothing was changed."""
    require(may_write(by), "You may not change reports.")
    return history.save(report, snapshot, began_from=began_from, slug=slug, by=by)


def bring_back(report: Report, revision: Revision, *, by: User) -> bool:
    """Write the text of an earlier version as the next one."""
    require(may_write(by), "You may not change reports.")
    return history.restore(report, revision, by=by)


def reuse(
    report: Report, source: reusing.Offered, choice: reusing.Choice, *, began_from: int, by: User
) -> bool:
    """Take text of a published briefing into the report."""
    require(may_write(by), "You may not change reports.")
    return reusing.take(report, source, choice, began_from=began_from, by=by)


def waive(report: Report, key: str, *, reason: str, by: User) -> Waiver:
    """Let one warning about the text stand, for a reason."""
    require(may_waive(by), "You may not settle warnings.")
    try:
        return judging.waive(report, key, reason=reason, by=by)
    except judging.JudgingRefusedError as refusal:
        raise RefusedError(str(refusal)) from refusal


def approve(report: Report, *, version: int | None = None, by: User) -> Approval:
    """Approve the wording that somebody has read; refuses authors, open warnings and missing sections."""
    require(may_approve(by), "Only a reviewer or an editor approves. Ask one to read it.")
    if not report.is_briefing:
        raise RefusedError("A tailored report is approved by the votes of its reviewers.")
    try:
        return judging.approve(report, by=by, version=version)
    except judging.JudgingRefusedError as refusal:
        raise RefusedError(f"Not approved. {refusal}") from refusal


@transaction.atomic
def publish(report: Report, *, by: User) -> Job:
    """Owe the publication of a briefing; refuses a text that nobody has approved."""
    require(may_publish(by), "Only an editor publishes. Ask one to look at it.")
    refusal = judging.refuse_freeze(report)
    if refusal:
        raise RefusedError(f"Not published. {refusal}")
    return issuing.request_issue(report, by=by)


def correct(edition: Edition, kind: CorrectionKind, *, note: str, by: User) -> Correction:
    """Attach a notice to an issued edition, or recall it."""
    require(may_correct(by), "Only an editor corrects or withdraws an edition. Ask one to look at it.")
    try:
        return corrections.correct(edition, kind, note=note, by=by)
    except corrections.CorrectionRefusedError as refusal:
        raise RefusedError(str(refusal)) from refusal


@transaction.atomic
def retry(job: Job, *, by: User) -> Job:
    """Owe failed work once more."""
    require(may_retry(by), "You may not start work again.")
    return jobs.again(job, by=by)


def optional_mail(token: str) -> Mail | None:
    """The message whose address for stopping such mail this is."""
    return mailing.mail_of(token)


def has_stopped(mail: Mail) -> bool:
    """Whether its reader wants no mail that it can do without."""
    return mailing.refuses(mail.to)


def choose_mail(mail: Mail, *, wanted: bool) -> None:
    """Its reader wants such mail, or no longer."""
    (mailing.resume if wanted else mailing.stop)(mail)


def begin_subscription(
    organisation: Organisation, plan: Plan, *, starts: date, endless: bool, note: str, by: User
) -> Subscription:
    """Begin a client's subscription on the terms of a plan; it waits for approval."""
    require(may_account(by), "You may not begin subscriptions. Ask accounts.")
    try:
        return subscriptions.begin(organisation, plan, starts=starts, endless=endless, note=note, by=by)
    except subscriptions.SubscriptionRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


def change_subscription(
    subscription: Subscription, name: str, *, note: str, given: Mapping[str, Any], by: User
) -> SubscriptionEvent:
    """Do one row of the table of subscriptions that is done by hand."""
    require(may_account(by), "You may not change subscriptions. Ask accounts.")
    try:
        return subscriptions.apply(subscription, name, note=note, given=given, by=by)
    except subscriptions.SubscriptionRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


def issue_invoice(subscription: Subscription, *, by: User) -> Invoice:
    """Send a client the invoice of a period that waits for payment."""
    require(may_invoice(by), "You may not issue invoices. Ask accounts.")
    try:
        return invoicing.issue(subscription, by=by)
    except invoicing.InvoiceRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


def mark_paid(invoice: Invoice, *, paid_on: date, reference: str, by: User) -> InvoicePayment:
    """The money of an invoice is there."""
    require(may_invoice(by), "You may not mark invoices paid. Ask accounts.")
    try:
        return invoicing.mark_paid(invoice, paid_on=paid_on, reference=reference, by=by)
    except invoicing.InvoiceRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


def credit_invoice(invoice: Invoice, *, note: str, by: User) -> Invoice:
    """Void an invoice by a credit note."""
    require(may_invoice(by), "You may not credit invoices. Ask accounts.")
    try:
        return invoicing.credit(invoice, note=note, by=by)
    except invoicing.InvoiceRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


def open_to(report: Report, access: str, named: Iterable[Organisation], *, note: str, by: User) -> None:
    """Say who reads one briefing whole."""
    require(may_open(by), "Only an editor says who reads a briefing. Ask one to look at it.")
    try:
        opening.open_to(report, access, named, by=by, note=note)
    except opening.OpeningRefused as refusal:
        raise RefusedError(str(refusal)) from refusal


def grant_units(organisation: Organisation, units: int, *, note: str, key: uuid.UUID, by: User) -> UnitEntry:
    """Give a client units, with the reason."""
    require(may_grant(by), "You may not grant units. Ask the desk.")
    try:
        return unit_accounts.grant(organisation, units, by=by, note=note, key=key)
    except unit_accounts.UnitsRefused as refusal:
        raise RefusedError(str(refusal)) from refusal
