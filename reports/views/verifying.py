"""Where anybody can ask whether a document is ours and still stands; the file itself never comes here.

Every answer is made by the same work and shown by the same page, whatever was asked.
"""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.domain import codes
from reports.services import verifying

LONGEST = 100
TEMPLATE = "reports/verify.html"


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Audience: everybody. Where a code is entered or a file dropped."""
    asked = request.GET.get("code", "").replace("\0", "").strip()[:LONGEST]
    if not asked:
        return render(request, TEMPLATE, {})
    if verifying.looks_like_digest(asked):
        return redirect("reports:verify-file", asked.lower())
    return redirect(f"{reverse('reports:verify')}{quote(codes.parse(asked) or asked, safe='')}")


@never_cache
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Audience: everybody. What can be said of the code of an edition or of a copy."""
    asked = code[:LONGEST]
    return render(
        request, TEMPLATE, {"asked": codes.parse(asked) or asked, "answer": verifying.by_code(asked)}
    )


@never_cache
@require_safe
def verify_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Audience: everybody. What can be said of a file, of which only the SHA-256 is known here."""
    context = {"asked": sha256[:LONGEST], "answer": verifying.by_digest(sha256), "of_file": True}
    return render(request, TEMPLATE, context)
