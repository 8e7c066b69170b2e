"""What this app and Django itself hold about a person: how it is told, forgotten and kept for a time.

Editions, the ledger and the approvals of a text name people by their account alone; once the account says
“Former member”, so do they, and not a byte of them is changed.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet

from reports import models as m
from reports.models import User
from reports.services import holdings, holds
from reports.services.holdings import FORMER, Holding, Leaving

NO_NAME = "Name removed"


def rows(found: QuerySet[Any], **columns: str) -> Iterator[dict[str, Any]]:
    """The rows in the order of their keys, each column under the name that its reader knows."""
    for values in found.order_by("pk").values_list(*columns.values()):
        yield dict(zip(columns, values, strict=True))


def _account(user: User) -> Iterator[dict[str, Any]]:
    yield {
        "name": user.name,
        "address": user.email,
        "joined": user.joined_at,
        "last signed in": user.last_login,
        "may sign in": user.is_active,
    }


def _forget_account(gone: Leaving) -> None:
    user = gone.user
    user.name, user.email, user.last_login = FORMER, gone.instead, None
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


def _mails(user: User) -> QuerySet[m.Mail]:
    return m.Mail.objects.filter(to__iexact=user.email)


def _forget_mails(gone: Leaving) -> None:
    for key, bounced in m.Mail.objects.filter(to__iexact=gone.address).values_list("pk", "bounced_at"):
        # Some keys and identifiers hold a digest of the address, which whoever knows it could recognise.
        m.Mail.objects.filter(pk=key).update(
            to=gone.instead,
            key=f"erased/{key}",
            message_id=f"<erased.{key}@former.invalid>",
            text="",
            html="",
            bounce_reason="Removed." if bounced else "",
        )
    gone.clear(m.Mail.objects.all(), "subject", "text", "html", own=False)


def _downloads(user: User) -> QuerySet[m.Download]:
    found: QuerySet[m.Download] = m.Download.objects.filter(Q(reader=user) | Q(address__iexact=user.email))
    return found


def _copies(user: User) -> QuerySet[m.Copy]:
    found: QuerySet[m.Copy] = m.Copy.objects.filter(reader=user)
    return found


def _sessions_of(user: User, address: str) -> Iterator[str]:
    """The keys of the sessions in which this person is signed in, or which know its address."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(user.pk) or address.casefold() in str(data).casefold():
            yield session.session_key


def _forget_sessions(gone: Leaving) -> None:
    Session.objects.filter(pk__in=list(_sessions_of(gone.user, gone.address))).delete()


def _logged(user: User) -> QuerySet[LogEntry]:
    person = ContentType.objects.get_for_model(User)
    return LogEntry.objects.filter(Q(user=user) | Q(content_type=person, object_id=str(user.pk)))


def _forget_log(gone: Leaving) -> None:
    person = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=person, object_id=str(gone.user.pk)).update(object_repr=FORMER)
    gone.clear(LogEntry.objects.all(), "object_repr", "change_message", own=False)


def _forget_invitations(gone: Leaving) -> None:
    for key in m.Invitation.objects.filter(address__iexact=gone.address).values_list("pk", flat=True):
        m.Invitation.objects.filter(pk=key).update(address=gone.instead)


def _forget_exports(gone: Leaving) -> None:
    m.DataExport.objects.filter(person=gone.user).update(stored_name="", size=0)


def _forget_holds(gone: Leaving) -> None:
    open_ones = m.LegalHold.objects.filter(released_at=None)
    gone.clear(open_ones, "reason")


def _works_here(user: User) -> str:
    if not (user.is_staff or user.is_superuser):
        return ""
    return "You work here. Whoever looks after accounts ends your rights at the desk first; then ask again."


def _is_held(user: User) -> str:
    if not holds.held(person=user):
        return ""
    return "What we hold about you must be kept for now. Write to us: we tell you when that ends."


def _owns_alone(user: User) -> str:
    owner = m.Membership.Role.OWNER
    for own in user.memberships.filter(role=owner).select_related("organisation"):
        others = own.organisation.memberships.exclude(user=user)
        if others.exists() and not others.filter(role=owner).exists():
            return (
                f"You are the only owner of {own.organisation}. Make somebody else its owner; then ask again."
            )
    return ""


for _ask in (_works_here, _is_held, _owns_alone):
    holdings.obstacle(_ask)
holdings.register(
    Holding(
        m.Membership,
        "memberships",
        lambda user: rows(user.memberships.all(), organisation="organisation__name", role="role"),
        lambda gone: gone.user.memberships.all().delete(),
    ),
    Holding(
        m.AccessToken,
        "tokens",
        lambda user: rows(
            user.access_tokens.all(),
            name="name",
            organisation="organisation__name",
            made="created_at",
            open_until="expires_at",
            last_used="last_used_on",
            revoked="revoked_at",
        ),
        lambda gone: gone.user.access_tokens.all().delete(),
    ),
    Holding(
        m.Invitation,
        "invitations",
        lambda user: rows(
            m.Invitation.objects.filter(address__iexact=user.email),
            organisation="organisation__name",
            mailed="sent_at",
            accepted="accepted_at",
        ),
        _forget_invitations,
        keeps="That somebody was invited, and when: the organisation's record.",
    ),
    Holding(
        m.JoinRequest,
        "requests-to-join",
        lambda user: rows(user.join_requests.all(), organisation="organisation__name", asked="at"),
        lambda gone: gone.user.join_requests.all().delete(),
    ),
    Holding(
        m.MembershipEvent,
        "memberships-history",
        lambda user: rows(
            m.MembershipEvent.objects.filter(user=user),
            organisation="organisation__name",
            what="fact",
            at="at",
        ),
        keeps="The organisation's record of who came and went, by an account without a name.",
    ),
    Holding(
        m.Mail,
        "mails",
        lambda user: rows(_mails(user), subject="subject", text="text", written="created_at", sent="sent_at"),
        _forget_mails,
        keeps="That a mail about a request went out, and when: the request's history.",
    ),
    Holding(
        m.MailRefusal,
        "mail-choices",
        lambda user: rows(
            m.MailRefusal.objects.filter(address=user.email.lower()), no_optional_mail_since="at"
        ),
        lambda gone: m.MailRefusal.objects.filter(address=gone.address.lower()).delete(),
    ),
    Holding(
        m.Download,
        "downloads",
        lambda user: rows(
            _downloads(user), report="edition__report__slug", edition="edition__number", at="at"
        ),
        lambda gone: gone.door.change(
            m.Download.objects.filter(address__iexact=gone.address), address=gone.instead
        ),
        keeps="That an edition was taken, and when.",
    ),
    Holding(
        m.Copy,
        "copies",
        lambda user: rows(
            _copies(user), code="code", made_out_to="name", organisation="organisation", made="made_at"
        ),
        keeps="The name on a copy, until the period for names ends: a leaked file must stay traceable.",
    ),
    Holding(
        m.DataExport,
        "exports",
        lambda user: rows(m.DataExport.objects.filter(person=user), asked="asked_at", ready="ready_at"),
        _forget_exports,
        keeps="That an export was asked for, and when.",
    ),
    Holding(
        m.ErasureRequest,
        "erasures",
        lambda user: rows(
            m.ErasureRequest.objects.filter(person=user), state="state", asked="asked_at", answer="reason"
        ),
        lambda gone: gone.clear(m.ErasureRequest.objects.filter(state__in=m.ErasureRequest.OPEN), "reason"),
        keeps="That erasure was asked for, who decided and when.",
    ),
    Holding(
        m.LegalHold, "", None, _forget_holds, keeps="Why something was held; a hold on the person is over."
    ),
    Holding(
        Session,
        "sessions",
        lambda user: rows(
            Session.objects.filter(pk__in=list(_sessions_of(user, user.email))), ends="expire_date"
        ),
        _forget_sessions,
    ),
    Holding(
        LogEntry,
        "log-of-the-desk",
        lambda user: rows(_logged(user), at="action_time", what="change_message"),
        _forget_log,
        keeps="What was done at the desk, by an account without a name.",
    ),
    Holding(
        User, "account", _account, _forget_account, keeps="An account without name, address or password."
    ),
)
holdings.nothing_in(
    "It names people by their account alone, which loses its name; what it says is the house's own.",
    m.Approval, m.Correction, m.Edition, m.Job, m.Publication, m.Redaction, m.Report, m.RetentionRule,
    m.Revision, m.SubscriptionEvent, m.UnitEntry, m.Waiver,
)  # fmt: skip
holdings.nothing_in(
    "It is part of a report's text, which names nobody who asked for it.",
    m.Answer, m.FigureImage, m.Finding, m.Place, m.Risk, m.Scenario, m.SearchText, m.Section, m.Source,
    m.TimelineEntry, *apps.get_app_config("modelsearch").get_models(),
)  # fmt: skip
holdings.nothing_in(
    "It is about the house, its wares or an organisation, and about no person.",
    m.Organisation, m.OrganisationDomain, m.IdentityProvider, m.RetentionRun, m.Series,
    m.Plan, m.PlanUnits, m.Plan.series.through, m.Subscription, m.Subscription.series.through,
    m.Report.named.through,
    m.Invoice, m.InvoiceLine, m.InvoicePayment, m.InvoiceSequence,
    Group, Group.permissions.through, Permission, ContentType,
)  # fmt: skip
holdings.nothing_in(
    "It only joins an account to its rights, and is emptied with the account.",
    User.groups.through, User.user_permissions.through,
)  # fmt: skip
