"""Joining by the domain of one's address: somebody asks, an owner decides, once.

The domain alone opens nothing, and only a proven address counts. An owner adds the domain of its own address;
staff adds any that it has looked into.
"""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reports.domain.mailhosts import domain_of, refusal_of
from reports.models import (
    JoinRequest,
    Membership,
    MembershipFact,
    Organisation,
    OrganisationDomain,
    User,
)
from reports.services import mailing, people, seats
from reports.services.houses import MembersRefused, hold, owners_of, record, require_manager, tell

AGAIN_AFTER = timedelta(days=30)


def house_for(user: User) -> Organisation | None:
    """The organisation that somebody may ask to join; None without one, or where it belongs already."""
    if not people.has_proven(user):
        return None
    domains = OrganisationDomain.objects.filter(domain=domain_of(user.email))
    found = domains.exclude(organisation__memberships__user=user).select_related("organisation").first()
    return found.organisation if found else None


def waits(organisation: Organisation, user: User) -> bool:
    """Whether this person has asked and nobody has decided yet."""
    return JoinRequest.objects.filter(organisation=organisation, user=user, approved=None).exists()


def ask_to_join(organisation: Organisation, *, by: User, note: str = "") -> JoinRequest:
    """Ask the owners; asking again while they think returns the first. Raises MembersRefused."""
    with transaction.atomic():
        house = hold(organisation)
        if house_for(by) != house:
            raise MembersRefused("Your address is not of a domain whose people may ask to join.")
        last = JoinRequest.objects.filter(organisation=house, user=by).order_by("-id").first()
        if last and last.approved is None:
            return last
        if last and last.decided_at and last.decided_at > timezone.now() - AGAIN_AFTER:
            raise MembersRefused("An owner has decided about this lately. Speak with your colleagues.")
        asked = JoinRequest.objects.create(organisation=house, user=by)
        record(house, MembershipFact.ASKED, by=by, user=by, note=note)
        _tell_owners(asked)
    return asked


def approve(asked: JoinRequest, *, by: User, note: str = "") -> Membership:
    """Let somebody in who has asked. Raises MembersRefused."""
    with transaction.atomic():
        house, row = _undecided(asked, by)
        if full := seats.refusal(house):
            raise MembersRefused(full)
        _decide(row, approved=True, by=by)
        member, _ = Membership.objects.get_or_create(organisation=house, user=row.user)
        event = record(house, MembershipFact.APPROVED, by=by, user=row.user, note=note)
        tell(event, row.user, says="An owner has agreed: you belong to it now.")
    return member


def refuse(asked: JoinRequest, *, by: User, note: str = "") -> None:
    """Do not let somebody in who has asked. Raises MembersRefused."""
    with transaction.atomic():
        house, row = _undecided(asked, by)
        _decide(row, approved=False, by=by)
        event = record(house, MembershipFact.REFUSED, by=by, user=row.user, note=note)
        tell(event, row.user, says="An owner did not agree that you join. Speak with your colleagues.")


def add_domain(organisation: Organisation, domain: str, *, by: User, note: str = "") -> OrganisationDomain:
    """Let the people of a domain ask to join; the same again returns the first. Raises MembersRefused."""
    domain = domain.strip().lower().removeprefix("@")
    if sentence := refusal_of(domain):
        raise MembersRefused(sentence)
    with transaction.atomic():
        house = hold(organisation)
        require_manager(house, by)
        known = house.domains.filter(domain=domain).first()
        if known:
            return known
        if not _is_staff(by) and not (people.has_proven(by) and domain_of(by.email) == domain):
            raise MembersRefused("You can add the domain of your own, proven address. Ask us for any other.")
        made = _added(house, domain, by)
        record(house, MembershipFact.DOMAIN_ADDED, by=by, reference=domain, note=note)
    return made


def remove_domain(domain: OrganisationDomain, *, by: User, note: str = "") -> None:
    """Nobody else may ask by this domain; who belongs already stays."""
    with transaction.atomic():
        house = hold(domain.organisation)
        require_manager(house, by)
        gone, _ = OrganisationDomain.objects.filter(pk=domain.pk).delete()
        if gone:
            record(house, MembershipFact.DOMAIN_REMOVED, by=by, reference=domain.domain, note=note)


def _is_staff(user: User) -> bool:
    return user.is_staff and user.has_perm("reports.change_organisation")


def _added(house: Organisation, domain: str, by: User) -> OrganisationDomain:
    try:
        with transaction.atomic():
            return OrganisationDomain.objects.create(organisation=house, domain=domain, added_by=by)
    except IntegrityError:  # one more sentence would say whose it is
        raise MembersRefused("This domain cannot be added. Ask us if you think it should.") from None


def _undecided(asked: JoinRequest, by: User) -> tuple[Organisation, JoinRequest]:
    house = hold(asked.organisation)
    require_manager(house, by)
    row = JoinRequest.objects.select_related("user").get(pk=asked.pk)
    if row.approved is not None:
        raise MembersRefused("Somebody has decided about this meanwhile.")
    return house, row


def _decide(row: JoinRequest, *, approved: bool, by: User) -> None:
    row.approved, row.decided_at, row.decided_by = approved, timezone.now(), by
    row.save(update_fields=["approved", "decided_at", "decided_by"])


def _tell_owners(asked: JoinRequest) -> None:
    context = {
        "organisation": asked.organisation.name,
        "person": asked.user.name or asked.user.email,
        "address": asked.user.email,
        "link": settings.SITE_URL + reverse("reports:members"),
    }
    for owner in owners_of(asked.organisation):
        mailing.queue("reports/mail/join", to=owner.email, context=context, key=f"join-{asked.pk}/{owner.pk}")
