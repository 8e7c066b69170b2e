"""A printed briefing as a master, made once for all tests of a process, and copies of it."""

import uuid
from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from reports.domain import codes, copymark
from reports.rendering import html, identity, master, sandbox
from reports.rendering.stamp import Stamp
from tests.reports.rendering.samples import BRIEFING

KEY = b"tests"
RSA = rsa.generate_private_key(65537, 2048)
IDENTITY = bytes(range(16))
AT = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
ALICE = Stamp("", "Alice Adeyemi", "Meridian Shipping", "RQ-2026-000001", "23 November 2026")


@cache
def printed() -> bytes:
    """As the engine prints it, with its QR code."""
    return sandbox.print_pdf(html.document(BRIEFING, site="http://127.0.0.1:8000")).pdf


@cache
def source() -> master.Master:
    return master.load(master.make(printed(), identity=IDENTITY))


def marks(code: str) -> tuple[bytes, uuid.UUID]:
    return copymark.ways(KEY, code, source().lines), copymark.instance(KEY, code)


def copied(code: str = "", *, name: str = ALICE.name, organisation: str = ALICE.organisation) -> bytes:
    """A copy made out to somebody."""
    code = code or codes.new()
    ways, instance = marks(code)
    said = Stamp(code, name, organisation, ALICE.reference, ALICE.date)
    return bytes(source().copy(said, ways=ways, instance=instance))


@cache
def held(kind: str) -> identity.Identity:
    """A key and a certificate of its own."""
    private = (
        rsa.generate_private_key(65537, 2048) if kind == "rsa" else ec.generate_private_key(ec.SECP256R1())
    )
    return identity.read(pem(private), certificate(private))


def pem(private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey, passphrase: bytes = b"") -> bytes:
    locked = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)


def certificate(
    private: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey,
    *,
    ends: datetime = datetime(2040, 1, 1, tzinfo=UTC),
) -> bytes:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tests")])
    builder = x509.CertificateBuilder(
        name, name, private.public_key(), 7, datetime(2020, 1, 1, tzinfo=UTC), ends
    )
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    return (
        builder.add_extension(usage, critical=True)
        .sign(private, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
