"""The PDF of an invoice, for the owners of the organisation that it was sent to, and for accounts."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reports import downloads
from reports.permissions import invoices_for
from reports.services import invoicing


@require_safe
@login_required
def invoice(request: HttpRequest, number: str) -> HttpResponse:
    """Audience: owners of its organisation, and accounts; for anybody else it does not exist."""
    found = invoices_for(request.user).filter(number=number).first()
    if found is None:
        raise Http404
    return downloads.send_paper(lambda: invoicing.print_invoice(found), name=found.number)
