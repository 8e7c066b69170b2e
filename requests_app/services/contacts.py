"""Who acts for a request: whoever asked, while it belongs to the organisation that it asked for.

A request belongs to its organisation. Who leaves loses it, with its mailed link; colleagues go on reading
what the marking allows, and an owner may take it over, which ends every earlier link.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from reports.models import Membership, MembershipFact, Organisation, User
from reports.services.houses import MembersRefused, hold, owners_of, record
from requests_app.models import ReportRequest
from requests_app.services import finding, links


def is_contact(user: User, request: ReportRequest) -> bool:
    """Whether this person acts for the request now."""
    return request.client_id == user.pk and has_contact(request)


def has_contact(request: ReportRequest) -> bool:
    """Whether whoever asked still belongs there; one without account or organisation has nothing to leave."""
    if request.client_id is None or request.organisation_id is None:
        return True
    return Membership.objects.filter(user=request.client_id, organisation=request.organisation_id).exists()


def with_contact() -> Q:
    """The same as a condition on requests."""
    stays = Membership.objects.filter(user=OuterRef("client"), organisation=OuterRef("organisation"))
    return Q(client=None) | Q(organisation=None) | Q(Exists(stays))


def without_contact(organisation: Organisation) -> QuerySet[ReportRequest]:
    """The requests of an organisation that nobody acts for, newest first."""
    return ReportRequest.objects.filter(organisation=organisation).exclude(with_contact()).order_by("-id")


def reach(request: ReportRequest) -> tuple[str, str]:
    """The address that a mail about a request goes to, and the link that stands in it.

    Where whoever asked has left, the first owner is told, and led to the page where it can take it over.
    """
    owners = [] if has_contact(request) or request.organisation is None else owners_of(request.organisation)
    if owners:
        return owners[0].email, settings.SITE_URL + reverse("requests:organisation")
    return request.email, links.address_of(request)


def take_over(request: ReportRequest, *, by: User, note: str = "") -> None:
    """An owner becomes the one who acts for a request of somebody who left. Raises MembersRefused."""
    if request.organisation is None:
        raise MembersRefused("This request belongs to no organisation.")
    with transaction.atomic():
        house = hold(request.organisation)
        if not Membership.objects.filter(organisation=house, user=by, role=Membership.Role.OWNER).exists():
            raise MembersRefused(
                "Only an owner of the organisation can do this, and you are none at the moment."
            )
        row = ReportRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
        if has_contact(row):
            raise MembersRefused("Somebody acts for this request already.")
        former, row.client, row.name, row.email = row.client, by, by.name or by.email, by.email
        row.taken_over += 1
        row.access_digest = links.digest_of(links.secret_of(row))
        row.save(update_fields=["client", "name", "email", "taken_over", "access_digest"])
        ReportRequest.objects.filter(pk=row.pk).update(version=F("version") + 1, updated_at=timezone.now())
        finding.keep_words(row)
        record(house, MembershipFact.TAKEN_OVER, by=by, user=former, reference=row.number, note=note)
