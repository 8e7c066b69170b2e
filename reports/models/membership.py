"""How people come to belong to an organisation, and the record of it: invitations, domains, requests to join.

What is open is guarded here: one invitation for an address, one request of a person, one home of a domain.
The record is frozen and holds no address: it names people and invitations by their rows.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone

from reports.models.frozen import FrozenModel
from reports.models.organisation import Membership, Organisation


class Invitation(models.Model):
    """The way in that was mailed to an address; `digest` is of its secret, `sent` counts the mails."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    address = models.EmailField("e-mail address", max_length=254)
    role = models.CharField(max_length=8, choices=Membership.Role.choices, default=Membership.Role.MEMBER)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent = models.PositiveSmallIntegerField(default=0, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "address"],
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation_of_an_address",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | models.Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="acceptance_is_whole_or_absent",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at__isnull=True) | models.Q(revoked_at__isnull=True),
                name="invitation_ends_once",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("sent_at")), name="invitation_is_open_for_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"Invitation {self.pk}"

    @property
    def is_ended(self) -> bool:
        """Whether it was used or taken back."""
        return self.accepted_at is not None or self.revoked_at is not None

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_open(self) -> bool:
        """Whether its link still lets somebody in."""
        return not self.is_ended and not self.is_expired


class OrganisationDomain(models.Model):
    """A domain, in lower case, whose people may ask to join."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="domains")
    domain = models.CharField(max_length=253, unique=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["domain"]

    def __str__(self) -> str:
        return self.domain


class JoinRequest(models.Model):
    """Somebody whose address is of an organisation's domain asks to join; an owner decides, once."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests")
    at = models.DateTimeField(default=timezone.now, editable=False)
    approved = models.BooleanField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=models.Q(approved__isnull=True),
                name="one_open_request_to_join",
            ),
            models.CheckConstraint(
                condition=models.Q(approved__isnull=True, decided_at__isnull=True, decided_by__isnull=True)
                | models.Q(approved__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="decision_to_join_is_whole_or_absent",
            ),
        ]

    def __str__(self) -> str:
        return f"Request to join {self.pk}"


class MembershipFact(models.TextChoices):
    """What can happen to the people of an organisation."""

    INVITED = "invited", "Invited"
    RESENT = "resent", "Invitation sent again"
    REVOKED = "revoked", "Invitation taken back"
    ACCEPTED = "accepted", "Joined by invitation"
    ROLE = "role", "Role changed"
    REMOVED = "removed", "Removed"
    LEFT = "left", "Left"
    TRANSFERRED = "transferred", "Ownership handed over"
    ASKED = "asked", "Asked to join"
    APPROVED = "approved", "Joined with an owner’s approval"
    REFUSED = "refused", "Asked to join and was refused"
    VOUCHED = "vouched", "Joined by the organisation’s own sign-in"
    DOMAIN_ADDED = "domain_added", "Domain added"
    DOMAIN_REMOVED = "domain_removed", "Domain removed"
    TAKEN_OVER = "taken_over", "Request taken over"


class MembershipEvent(FrozenModel):
    """`user` is whom it happened to, `reference` the role, the domain or the number of a request."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="membership_events")
    fact = models.CharField(max_length=16, choices=MembershipFact.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="membership_events"
    )
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="events")
    reference = models.CharField(max_length=253, blank=True)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "membership event"
        indexes = [models.Index(fields=["user", "fact"], name="membership_event_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False)
                | models.Q(invitation__isnull=False)
                | ~models.Q(reference=""),
                name="membership_event_is_about_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_fact_display()} {self.pk}"
