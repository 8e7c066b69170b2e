"""The files of a request on its client's side: given and taken back while it is typed, downloaded for ever.

They arrive with the step that they stand on, so whatever else was typed there is kept with them.
"""

import re
import uuid

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from reports.models import User
from requests_app import downloads
from requests_app.domain.files import ACCEPTED, ENDINGS
from requests_app.models import RequestDraft
from requests_app.permissions import staff_roles
from requests_app.services import attaching
from requests_app.services.attaching import Refused
from requests_app.views.visiting import dealt_or_404, draft_or_404

_KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


TAKEN = {"accepted": ACCEPTED, "endings": ENDINGS}
"""What the file field says of itself."""
ADD, REMOVE = "add_files", "remove_file"
BUTTONS = frozenset({ADD, REMOVE})


def take_in(http: HttpRequest, draft: RequestDraft) -> list[Refused]:
    """Keep what came with a step and take out what its button names; returns what could not be kept."""
    for key in http.POST.getlist(REMOVE):
        if _KEY.fullmatch(key):
            attaching.remove(draft, key)
    return attaching.attach(draft, http.FILES.getlist("files"))


@never_cache
@require_GET
def download_of_draft(http: HttpRequest, key: uuid.UUID, file: uuid.UUID) -> HttpResponseBase:
    """Audience: whose draft it is."""
    return downloads.send(get_object_or_404(draft_or_404(http, key).files, key=file), staff=None)


@never_cache
@require_GET
def download(http: HttpRequest, key: uuid.UUID, file: uuid.UUID) -> HttpResponseBase:
    """Audience: whoever asked, and its organisation."""
    request = dealt_or_404(http, key)
    attachment = get_object_or_404(request.attachments, key=file)
    house = http.user if isinstance(http.user, User) and staff_roles(http.user) else None
    return downloads.send(attachment, staff=house)
