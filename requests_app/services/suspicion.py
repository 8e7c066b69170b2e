"""What looks wrong about a request of somebody unknown: a trap, haste, or too many of them.

No third party is asked and nobody is turned away: what is found is a reason for staff to look first.
"""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from requests_app.models import RequestDraft

TRAP = "homepage"
"""The name of the field that people do not see."""
DRAFTS_PER_REQUEST = 5
"""A network may begin that many times as many drafts as it may send requests."""
_HOUR = timedelta(hours=1)


def network_of(address: str) -> str:
    """A keyed digest of the network that an address belongs to (IPv4 /24, IPv6 /64), so that none is kept."""
    try:
        known = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    width = 24 if known.version == 4 else 64  # noqa: PLR2004 -- the version of the protocol
    network = ipaddress.ip_network(f"{known}/{width}", strict=False)
    return _digest("network", str(network))


def digest_of_address(address: str) -> str:
    """A keyed digest of an e-mail address, whatever its case."""
    return _digest("address", address.strip().casefold())


def _digest(kind: str, text: str) -> str:
    return salted_hmac(f"requests_app.services.suspicion.{kind}", text, algorithm="sha256").hexdigest()


def reason(draft: RequestDraft, address: str, now: datetime) -> str:
    """Why staff is to look at it first, as one short sentence; empty when nothing looks wrong."""
    if draft.typed.get(TRAP):
        return "A field was filled in that people do not see."
    took = now - (draft.started_at or draft.created_at)
    if took < timedelta(seconds=settings.INTAKE_LEAST_SECONDS):
        return f"Everything was filled in within {took.total_seconds():.0f} seconds."
    sent = _since(now).exclude(address_digest="").exclude(pk=draft.pk)
    if sent.filter(address_digest=digest_of_address(address)).count() >= settings.INTAKE_PER_ADDRESS:
        return "Many requests name this address within an hour."
    if draft.network and sent.filter(network=draft.network).count() >= settings.INTAKE_PER_NETWORK:
        return "Many requests come from this network within an hour."
    return ""


def too_many_drafts(network: str, now: datetime) -> bool:
    """Whether a network begins more drafts than people would."""
    most = DRAFTS_PER_REQUEST * settings.INTAKE_PER_NETWORK
    return bool(network) and _since(now).filter(network=network, owner=None).count() >= most


def _since(now: datetime) -> QuerySet[RequestDraft]:
    return RequestDraft.objects.filter(created_at__gte=now - _HOUR).order_by()
