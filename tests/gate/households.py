"""What stands around an organisation and an account: people who come and go, money, and privacy.

It goes through the doors where there are any, like the rest of the house.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from cryptography.hazmat.primitives.asymmetric import ec
from django.db.models import Model
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from reports.domain.retention import Kind
from reports.models import (
    AccessToken,
    IdentityProvider,
    Invitation,
    Invoice,
    JoinRequest,
    LegalHold,
    Membership,
    Organisation,
    OrganisationDomain,
    Subscription,
)
from reports.services import (
    erasing,
    exporting,
    inviting,
    invoicing,
    jobs,
    joining,
    members,
    retaining,
    tokens,
)
from requests_app.models import ReportRequest
from tests import factories

_ISSUER = invoicing.Issuer("The House", "1 Quay", "", "NO9386011117947")
_SECRET = "i" * 43


def _passkey() -> dict[str, object]:
    """A passkey as a browser would have made it, of a key that everybody can work out."""
    private = ec.derive_private_key(7, ec.SECP256R1())
    public = ES256.from_cryptography_key(private.public_key())
    of = AttestedCredentialData.create(Aaguid.NONE, b"gate-credential!", public)
    proof = AttestationObject.create("none", AuthenticatorData.create(bytes(32), 0x41, 0, of), {})
    said = CollectedClientData.create("webauthn.create", bytes(16), "https://briefings.example.org")
    key = websafe_encode(b"gate-credential!")
    made = {"clientDataJSON": websafe_encode(said), "attestationObject": websafe_encode(proof)}
    credential = {
        "id": key,
        "rawId": key,
        "type": "public-key",
        "clientExtensionResults": {},
        "response": made,
    }
    return {"name": "Key", "credential": credential}


@dataclass
class Household:
    """Alice owns the organisation, bob is a member; removed has left a request behind."""

    organisation: Organisation
    colleague: Membership
    invitation: Invitation
    secret: str
    domain: OrganisationDomain
    asked_to_join: JoinRequest
    left: ReportRequest
    invoice: Invoice
    provider: IdentityProvider
    session: UserSession
    key: Authenticator
    token: AccessToken
    rows: dict[str, Model] = field(default_factory=dict)


def build() -> Household:
    """The organisation of alice, with somebody at each of its doors; its people are there already."""
    alice, home = factories.alice(), Organisation.objects.get(name=factories.ORGANISATION)
    left = factories.submit(by=factories.person("Removed"), title="Left behind")
    members.remove(Membership.objects.get(user__email="removed@example.org"), by=alice)
    invited = inviting.invite(home, "guest@example.org", Membership.Role.MEMBER, by=alice)
    Invitation.objects.filter(pk=invited.pk).update(digest=inviting.digest_of(_SECRET))
    domain = joining.add_domain(home, "example.org", by=alice)
    household = Household(
        organisation=home,
        colleague=Membership.objects.get(user=factories.bob()),
        invitation=invited,
        secret=_SECRET,
        domain=domain,
        asked_to_join=joining.ask_to_join(home, by=factories.charlie()),
        left=left,
        invoice=_invoice(home),
        provider=IdentityProvider.objects.create(
            organisation=home, issuer="http://127.0.0.1:9", client_id="gate", domains=["example.org"]
        ),
        session=UserSession.objects.create(
            user=alice, ip="192.0.2.1", session_key="gate", user_agent="Gate", last_seen_at=timezone.now()
        ),
        key=Authenticator.objects.create(user=alice, type=Authenticator.Type.WEBAUTHN, data=_passkey()),
        token=tokens.issue(alice, "Gate", organisation=None)[0],
    )
    household.rows = _rows(household)
    return household


def _invoice(home: Organisation) -> Invoice:
    """A year that is paid for later, so that it opens nothing."""
    begins = timezone.localdate() + timedelta(days=400)
    ordered = Subscription.objects.create(
        organisation=home, state="active", starts=begins, ends=begins + timedelta(days=30), cents=100_00
    )
    return invoicing.issue(ordered, by=factories.dana(), sender=_ISSUER)


def _rows(of: Household) -> dict[str, Model]:
    """A row of each model that the staff has pages of; alice has her data, charlie wants to be forgotten."""
    dana = factories.dana()
    exporting.ask(factories.alice())
    made = jobs.latest(exporting.KIND, factories.alice().data_exports.get().pk)
    assert made is not None
    assert jobs.run(made.pk)
    hold = LegalHold.objects.create(reference="R-0000-0000", reason="A court.", by=dana)
    return {
        "reports_identityprovider": of.provider,
        "reports_plan": factories.plan(),
        "reports_invoice": of.invoice,
        "reports_erasurerequest": erasing.ask(factories.charlie()),
        "reports_legalhold": hold,
        "reports_retentionrule": retaining.set_days(Kind.LOG, 30, by=dana, reason="A year is long."),
        "mfa_authenticator": of.key,
    }
