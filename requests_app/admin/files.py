"""A client's file on the desk: staff with a role takes it, and that is kept."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from reports.models import User
from requests_app import downloads
from requests_app.permissions import on_the_desk, staff_roles


@require_GET
def take_file(http: HttpRequest, pk: int, key: uuid.UUID) -> HttpResponseBase:
    """Audience: staff with a role, once the desk may read the request."""
    if not (isinstance(http.user, User) and staff_roles(http.user)):
        raise PermissionDenied
    request = get_object_or_404(on_the_desk(http.user), pk=pk)
    return downloads.send(get_object_or_404(request.attachments, key=key), staff=http.user)
