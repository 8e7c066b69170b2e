"""Where a request is, who holds it there, and how it ended: three things that are never mixed.

A status says where; its owner who has to do something; a resolution how it ended. What follows from dates and
pauses (overdue, at risk, waiting) is derived, in `standing`.
"""

from enum import StrEnum


class Owner(StrEnum):
    """Who holds a request while it is in a status."""

    CLIENT = "client"
    STAFF = "staff"
    REVIEWER = "reviewer"
    SYSTEM = "system"


class Status(StrEnum):
    """Where a request is. A draft is a row of its own: it has no number and staff never sees it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_TRIAGE = "in_triage"
    NEEDS_CLARIFICATION = "needs_clarification"
    QUOTED = "quoted"
    ACCEPTED = "accepted"
    IN_PRODUCTION = "in_production"
    IN_REVIEW = "in_review"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    DELIVERED = "delivered"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    QUOTE_EXPIRED = "quote_expired"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """The status as people read it."""
        return self.value.replace("_", " ").capitalize()

    @property
    def owner(self) -> Owner:
        """Who holds it now."""
        return _OWNERS[self]

    @property
    def holder(self) -> str:
        """Who holds it now, as the client reads it."""
        return "Closed" if self.is_end else _HOLDERS[self.owner]

    @property
    def is_end(self) -> bool:
        """Whether nothing is owed to anybody any more, though some ends can be taken up again."""
        return self in _ENDS

    @property
    def is_open(self) -> bool:
        """Whether the house still owes its answer: what the queue shows."""
        return self in OPEN

    @property
    def pauses(self) -> bool:
        """Whether the client has the ball, so that working time stands still."""
        return self in (Status.NEEDS_CLARIFICATION, Status.QUOTED)


class Resolution(StrEnum):
    """How a request ended, which is another thing than where it is."""

    ANSWERED = "answered"
    DECLINED = "declined"
    QUOTE_DECLINED = "quote_declined"
    QUOTE_EXPIRED = "quote_expired"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """The resolution as people read it."""
        return self.value.replace("_", " ").capitalize()


OPEN = tuple(Status)[1 : tuple(Status).index(Status.DELIVERED)]
"""From submission to approval."""

_ENDS = (Status.CLOSED, Status.DECLINED, Status.WITHDRAWN, Status.QUOTE_EXPIRED, Status.MERGED)

_OWNERS = {
    Status.DRAFT: Owner.CLIENT,
    Status.SUBMITTED: Owner.STAFF,
    Status.IN_TRIAGE: Owner.STAFF,
    Status.NEEDS_CLARIFICATION: Owner.CLIENT,
    Status.QUOTED: Owner.CLIENT,
    Status.ACCEPTED: Owner.STAFF,
    Status.IN_PRODUCTION: Owner.STAFF,
    Status.IN_REVIEW: Owner.REVIEWER,
    Status.CHANGES_REQUESTED: Owner.STAFF,
    Status.APPROVED: Owner.SYSTEM,
    Status.DELIVERED: Owner.CLIENT,
    Status.CLOSED: Owner.CLIENT,
    Status.DECLINED: Owner.CLIENT,
    Status.WITHDRAWN: Owner.CLIENT,
    Status.QUOTE_EXPIRED: Owner.CLIENT,
    Status.MERGED: Owner.STAFF,
}

_HOLDERS = {
    Owner.CLIENT: "With you",
    Owner.STAFF: "With our analysts",
    Owner.REVIEWER: "With a second analyst",
    Owner.SYSTEM: "Being printed",
}
