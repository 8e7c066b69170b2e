"""The schema of the data that travels inside every edition."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from reports.domain.schema import schema


@require_safe
def snapshot(request: HttpRequest) -> JsonResponse:
    """Audience: everybody. It says what a report is made of, and nothing of any report."""
    address = f"{settings.SITE_URL}{reverse('reports:schema')}"
    response = JsonResponse(
        schema(address),
        content_type="application/schema+json",
        json_dumps_params={"indent": 1, "ensure_ascii": False},
    )
    patch_cache_control(response, public=True, max_age=86_400)
    return response
