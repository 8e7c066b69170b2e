"""The work that is owed and the mail that was written: where a failure is seen, with its cause."""

import re
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from reports import actions, permissions
from reports.admin.readonly import ReadOnlyAdmin
from reports.models import Job, JobState, Mail
from reports.services import unseen
from reports.services.jobs import JobRefusedError

_PASSES = "It holds a code, which is its recipient’s alone."
_SECRET = re.compile(r"(?<=/)[\w:.=-]{40,}(?=/)")


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    change_form_template = "admin/reports/job/change_form.html"
    list_display = ["id", "kind", "subject", "state", "attempts", "stage", "created_at", "ended_at"]
    list_filter = ["state"]
    fields = [
        "kind", "subject", "by", "state", "attempts", "stage", "last_error", "timings", "not_before",
        "rung_at", "lease_until", "created_at", "ended_at",
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Job]:
        return unseen.jobs(super().get_queryset(request))

    def get_urls(self) -> list[URLPattern]:
        own = [path("<int:pk>/again/", self.admin_site.admin_view(again), name="reports_job_again")]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        job = kwargs.get("obj")
        context["may_retry"] = bool(job and job.state == JobState.FAILED)
        return super().render_change_form(request, context, *args, **kwargs)


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    """Audience: whoever sees the work. Owe what failed once more."""
    if not request.user.has_perm("reports.view_job"):
        raise PermissionDenied
    job = get_object_or_404(unseen.jobs(Job.objects.all()), pk=pk)
    try:
        job = actions.retry(job, by=request.user)  # type: ignore[arg-type]
        messages.success(request, "It waits for a worker.")
    except (permissions.NotAllowedError, JobRefusedError) as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:reports_job_change", args=[job.pk]))


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
    list_display = ["id", "to", "subject", "created_at", "sent_at", "bounced_at"]
    list_filter = [("bounced_at", admin.EmptyFieldListFilter)]
    fields = [
        "to", "subject", "letter", "is_optional", "message_id", "created_at", "sent_at", "bounced_at",
        "bounce_reason",
    ]  # fmt: skip
    readonly_fields = ["letter"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        """Mail about a request is for those who see all requests; the others see the rest."""
        rows: QuerySet[Mail] = unseen.mails(super().get_queryset(request))
        seen = permissions.seen_by(request.user).filter(series__isnull=True).values("reference")
        return rows if request.user.is_superuser else rows.filter(Q(reference="") | Q(reference__in=seen))

    @admin.display(description="text")
    def letter(self, mail: Mail) -> str:
        """What was written, without the secrets of its links: whoever holds one acts as its recipient."""
        return _PASSES if mail.passes else _SECRET.sub("…", mail.text)
