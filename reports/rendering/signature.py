"""Signs PDFs so that anybody can see that they are ours and whole: PAdES, by pyHanko.

A signature by the library takes as long as a tenth of a render, most of it spent on the file's structure. So
each master is signed once as a template; a copy exchanges its digest, its moment and its signature in place.
"""

import hashlib
import io
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from reports.rendering import master
from reports.rendering.stamp import Stamp

FIELD = "Signature"
_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]")
_MOMENT = re.compile(rb"/M \(D(?::|\\072)(\d{14})(Z?)")
_LEAST_BITS = 2048


class UnsignableError(Exception):
    """No signature can be made; the sentence says what is wrong with the key, the certificate or the file."""


@dataclass(frozen=True, slots=True, eq=False)
class Identity:
    """A private key and its certificate, with those that vouch for it."""

    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...] = ()

    def check(self, moment: datetime) -> None:
        """Raise UnsignableError outside the certificate's time."""
        if not self.certificate.not_valid_before_utc <= moment <= self.certificate.not_valid_after_utc:
            until = self.certificate.not_valid_after_utc.date()
            raise UnsignableError(f"The signing certificate is not valid today; it ends on {until}.")

    def sign(self, content: bytes) -> bytes:
        """The bare signature over SHA-256, deterministic for RSA."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(content, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(content, ec.ECDSA(hashes.SHA256()))


def identity(key: bytes, certificates: bytes, passphrase: str = "") -> Identity:
    """Read a key and its certificates (the signer's first), both PEM; raises UnsignableError."""
    try:
        private = serialization.load_pem_private_key(key, passphrase.encode() or None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as problem:
        raise UnsignableError("The signing key cannot be read: wrong passphrase, or no PEM key.") from problem
    try:
        own, *others = x509.load_pem_x509_certificates(certificates)
    except ValueError as problem:
        raise UnsignableError(
            "The signing certificate cannot be read: it is no PEM certificate."
        ) from problem
    if not isinstance(private, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise UnsignableError("The signing key must be RSA or of an elliptic curve.")
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size < _LEAST_BITS:
        raise UnsignableError(
            f"The signing key has {private.key_size} bits; at least {_LEAST_BITS} are needed."
        )
    if own.public_key() != private.public_key():
        raise UnsignableError("The signing certificate belongs to another key.")
    return Identity(private, own, tuple(others))


class _Signer(signers.Signer):
    """pyHanko's own signer reads the key anew for every signature, which takes longer than signing."""

    def __init__(self, held: Identity) -> None:
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(map(_asn1, held.chain))
        super().__init__(signing_cert=_asn1(held.certificate), cert_registry=store)
        self._held = held

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:  # noqa: ARG002 -- the library's name
        return self._held.sign(data)


class _Writer(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: they say when the document was made, not when it was signed."""

    def _update_meta(self) -> None:
        return


def sign(pdf: bytes, held: Identity, *, password: str = "") -> bytes:
    """A PDF signed by the library alone; `password` opens an encrypted one. Raises UnsignableError."""
    held.check(datetime.now(UTC))
    wish = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    try:
        writer = _Writer(io.BytesIO(pdf))
        if password:
            writer.encrypt(password)  # type: ignore[no-untyped-call]
        signer = signers.PdfSigner(wish, _Signer(held), new_field_spec=fields.SigFieldSpec(FIELD))
        return bytes(signer.sign_pdf(writer).getvalue())
    except (SigningError, PathError, PdfError, ValueError) as problem:
        raise UnsignableError("The signature could not be made.") from problem


@dataclass(frozen=True, slots=True)
class Template:
    """A signed master: the places that a copy changes, those of its signature, and the signature's parts."""

    master: master.Master
    held: Identity
    hole: tuple[int, int]
    moment: tuple[int, bool]
    container: bytes
    attributes: bytes
    digest: int

    def copy(self, said: Stamp, *, ways: bytes, instance: uuid.UUID, at: datetime) -> bytearray:
        """The signed copy of somebody, made at that moment."""
        pdf = self.master.copy(said, ways=ways, instance=instance)
        return self._sealed(pdf, at)

    def public(self, *, at: datetime) -> bytearray:
        """The signed master, for everybody; the same moment gives the same bytes (with an RSA key)."""
        return self._sealed(bytearray(self.master.pdf), at)

    def _sealed(self, pdf: bytearray, at: datetime) -> bytearray:
        self.held.check(at)
        place, is_utc = self.moment
        local = at.astimezone(UTC if is_utc else None)
        pdf[place : place + 14] = local.strftime("%Y%m%d%H%M%S").encode()
        start, end = self.hole
        view = memoryview(pdf)
        digest = hashlib.sha256(view[:start])
        digest.update(view[end:])
        view.release()
        signed = self._container(digest.digest()).hex().encode()
        pdf[start + 1 : end - 1] = signed.ljust(end - start - 2, b"0")
        return pdf

    def _container(self, digest: bytes) -> bytes:
        """The signature's container with another digest; the signed attributes are a SET (RFC 5652, 5.4)."""
        at = self.digest
        attributes = self.attributes[:at] + digest + self.attributes[at + len(digest) :]
        content = cms.ContentInfo.load(self.container)
        signer = content["content"]["signer_infos"][0]
        signer["signed_attrs"] = cms.CMSAttributes.load(attributes)
        signer["signature"] = self.held.sign(attributes)
        return bytes(content.dump())


def template(pdf: bytes, held: Identity) -> Template:
    """Sign a master once so that its copies can be signed fast; raises UnsignableError, NotAMasterError."""
    signed = sign(pdf, held)
    byte_range = _RANGE.search(signed, len(pdf))
    moment = _MOMENT.search(signed, len(pdf))
    if byte_range is None or moment is None:
        raise UnsignableError("The signature could not be found again in the file.")
    hole = int(byte_range[1]), int(byte_range[2])
    container = bytes.fromhex(signed[hole[0] + 1 : hole[1] - 1].decode())
    content = cms.ContentInfo.load(container, strict=False)
    attributes = content["content"]["signer_infos"][0]["signed_attrs"].untag().dump()
    digest = _digest_in(content["content"]["signer_infos"][0]["signed_attrs"])
    return Template(
        master=master.load(signed),
        held=held,
        hole=hole,
        moment=(moment.start(1), bool(moment[2])),
        container=content.dump(),
        attributes=attributes,
        digest=attributes.index(digest),
    )


def is_whole(pdf: bytes, held: Identity) -> bool:
    """Whether the file is signed with that certificate, to its end, and unchanged."""
    ours = _asn1(held.certificate)
    trusted = ValidationContext(trust_roots=[ours], allow_fetching=False)
    try:
        signatures = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not signatures or any(each.signer_cert.dump() != ours.dump() for each in signatures):
            return False
        found = [validate_pdf_signature(each, trusted) for each in signatures]
    except (PdfError, SignatureValidationError, ValueError):
        return False
    return all(each.bottom_line and each.coverage is SignatureCoverageLevel.ENTIRE_FILE for each in found)


def _digest_in(attributes: cms.CMSAttributes) -> bytes:
    found: Sequence[bytes] = [
        each["values"][0].native for each in attributes if each["type"].native == "message_digest"
    ]
    return found[0]


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
