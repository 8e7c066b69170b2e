"""The yearly value report of an organisation: for its owners, and for staff who answer for it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports import downloads
from requests_app.permissions import valued_by
from requests_app.services import value


@never_cache
@require_safe
def report(http: HttpRequest, organisation: int, year: int) -> HttpResponse:
    """Audience: the organisation's owners, and staff with a role; to everybody else it was never there."""
    found = get_object_or_404(valued_by(http.user), pk=organisation)
    if year not in value.years_of(found):
        raise Http404
    counts = value.value_of(found, year)
    return downloads.send_paper(lambda: value.print_value(counts), name=f"value-{year}")
