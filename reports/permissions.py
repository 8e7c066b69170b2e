"""Who on the staff may do what with reports; each question has one function, each refusal a sentence."""

from reports.models import Report, User


class NotAllowedError(Exception):
    """Refused; the sentence is for the person who tried."""


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
