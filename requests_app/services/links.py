"""The secret link that is mailed to a client: it opens one request without an account.

The secret is made from the house's key when a mail needs it; the request keeps its digest alone, so a copy
of the requests opens nothing.
"""

import hashlib
import re

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from requests_app.models import ReportRequest

_FORM = re.compile(r"[0-9a-f]{64}", re.ASCII)


def secret_of(request: ReportRequest) -> str:
    """The secret of this request's link, under the house's key of today; taking it over makes another."""
    value = f"{request.key.hex} {request.taken_over}" if request.taken_over else request.key.hex
    return salted_hmac("requests_app.services.links", value, algorithm="sha256").hexdigest()


def digest_of(secret: str) -> str:
    """What is kept of a secret: its SHA-256, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def address_of(request: ReportRequest) -> str:
    """The whole address for a mail; after a change of the house's key, the new link replaces the old."""
    secret = secret_of(request)
    digest = digest_of(secret)
    if digest != request.access_digest:
        request.access_digest = digest
        ReportRequest.objects.filter(pk=request.pk).update(access_digest=digest)
    return settings.SITE_URL + reverse("requests:open", args=[secret])


def request_of(secret: str) -> ReportRequest | None:
    """The request that a secret opens; None for anything else."""
    if not _FORM.fullmatch(secret):
        return None
    return ReportRequest.objects.filter(access_digest=digest_of(secret)).first()
