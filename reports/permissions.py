"""Who on the staff may do what with reports; each question has one function, each refusal a sentence."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from reports.models import Edition, Invoice, Membership, Report, User

View = TypeVar("View", bound=Callable[..., Any])


class NotAllowedError(Exception):
    """Refused; the sentence is for the person who tried."""


_TAILORED: list[Callable[[User], Q]] = []
"""Who sees which tailored report is decided by what asked for it, which this app does not know."""


def confide(rule: Callable[[User], Q]) -> None:
    """Let a rule say which tailored reports a person of the house sees; without one, nobody sees any."""
    _TAILORED.append(rule)


def seen_by(user: User | AnonymousUser) -> QuerySet[Report]:
    """The reports that exist for this person of the house: every briefing, and what is confided to it."""
    if not isinstance(user, User):
        return Report.objects.none()
    if user.is_superuser:
        return Report.objects.all()
    seen = Q(series__isnull=False)
    for rule in _TAILORED:
        seen |= Q(series__isnull=True) & rule(user)
    return Report.objects.filter(seen)


def editions_seen_by(user: User | AnonymousUser) -> QuerySet[Edition]:
    """Their editions."""
    return Edition.objects.filter(report__in=seen_by(user))


def may_write(user: User, report: Report | None = None) -> bool:
    """Whether somebody may change the text: a locked one is changed by nobody."""
    return user.has_perm("reports.change_report") and not (report and report.is_locked)


def may_begin(user: User) -> bool:
    """Whether somebody may begin a briefing."""
    return user.has_perm("reports.add_report")


def may_approve(user: User) -> bool:
    """Reviewers and editors approve a text, each only what somebody else has written."""
    return user.is_superuser or user.groups.filter(name__in=["reviewer", "editor"]).exists()


def may_waive(user: User) -> bool:
    """Whoever writes or approves may let a warning stand; the reason is kept with the name."""
    return may_write(user) or may_approve(user)


def may_publish(user: User) -> bool:
    """Editors put briefings on the site."""
    return user.is_superuser or user.groups.filter(name="editor").exists()


def may_correct(user: User) -> bool:
    """Whoever publishes answers for what was published."""
    return may_publish(user)


def may_retry(user: User) -> bool:
    """Whoever sees the work may start it again; it does nothing that was not asked for before."""
    return user.has_perm("reports.view_job")


def may_grant(user: User) -> bool:
    """Whoever makes quotes gives units; the ledger keeps the name and the reason."""
    return user.has_perm("reports.add_unitentry")


def may_account(user: User) -> bool:
    """Accounts sells plans: begins, changes and cancels subscriptions, and invoices them."""
    return user.has_perm("reports.change_subscription")


def may_invoice(user: User) -> bool:
    """Accounts issues invoices, marks them paid and credits them."""
    return user.has_perm("reports.add_invoice")


def invoices_for(user: User | AnonymousUser) -> QuerySet[Invoice]:
    """The invoices that exist for somebody: those of the organisations that they own, for accounts all."""
    if not isinstance(user, User) or not user.is_active:
        return Invoice.objects.none()
    if user.is_staff and user.has_perm("reports.view_invoice"):
        return Invoice.objects.all()
    own = user.memberships.filter(role=Membership.Role.OWNER).values("organisation")
    return Invoice.objects.filter(organisation__in=own)


def may_open(user: User) -> bool:
    """Whoever publishes says who may read one briefing."""
    return may_publish(user)


def may_decide_erasure(user: User) -> bool:
    """Those who look after accounts decide who is forgotten."""
    return user.has_perm("reports.change_erasurerequest")


def may_release_hold(user: User) -> bool:
    """Those who set a hold may end it; the reason is kept with the name."""
    return user.has_perm("reports.change_legalhold")


def require(allowed: bool, sentence: str) -> None:
    """Raise NotAllowedError with the sentence unless allowed."""
    if not allowed:
        raise NotAllowedError(sentence)


_ASKS_AGAIN = "asks_again"


def asks_again(view: View) -> View:
    """Mark a view, or all of an admin, whose POSTs are done only by who has proven itself within minutes."""
    return asks_again_when(lambda _request: True)(view)


def asks_again_when(dangerous: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """Mark it so for some of its POSTs."""

    def mark(view: View) -> View:
        setattr(view, _ASKS_AGAIN, staticmethod(dangerous))  # of an admin, it is no method
        return view

    return mark


def does_ask_again(view: Callable[..., object], request: HttpRequest) -> bool:
    """Whether a view was marked so for this POST, or the admin that it belongs to."""
    marked = [getattr(each, _ASKS_AGAIN, None) for each in (view, getattr(view, "model_admin", None))]
    return any(dangerous(request) for dangerous in marked if dangerous)
