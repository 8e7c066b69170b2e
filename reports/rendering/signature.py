"""Signs PDFs so that anybody can see that they are ours and whole: PAdES, by pyHanko.

Importing the library takes half a second, so `sealing` does it when the first signature is wanted.
"""

import io
from datetime import UTC, datetime

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import serialization
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

from reports.rendering.identity import Identity, UnsignableError

FIELD = "Signature"


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


def _asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))
