"""The files of a request on its client's side: a download for those for whom the request exists."""

import uuid

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports.models import User
from requests_app import downloads
from requests_app.permissions import staff_roles
from requests_app.views.visiting import find_or_404


@never_cache
@require_GET
def download(http: HttpRequest, key: uuid.UUID, file: uuid.UUID) -> HttpResponseBase:
    """Audience: whoever may see the request."""
    request = find_or_404(http, key)
    attachment = get_object_or_404(request.attachments, key=file)
    house = http.user if isinstance(http.user, User) and staff_roles(http.user) else None
    return downloads.send(attachment, staff=house)
