"""Signed copies of a master, made fast.

A signature by the library takes as long as a tenth of a render, most of it spent on the file's structure. So
each master is signed once as a template; a copy exchanges its digest, its moment and its signature in place.
"""

import hashlib
import re
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import cms

from reports.rendering import master
from reports.rendering.identity import Identity, UnsignableError
from reports.rendering.stamp import Stamp

_RANGE = re.compile(rb"/ByteRange \[0 (\d+) (\d+) (\d+)\]")
_MOMENT = re.compile(rb"/M \(D(?::|\\072)(\d{14})(Z?)")


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


def _digest_in(attributes: cms.CMSAttributes) -> bytes:
    """The digest of the file that the signed attributes hold."""
    digest: bytes = next(
        each["values"][0].native for each in attributes if each["type"].native == "message_digest"
    )
    return digest


def sign(pdf: bytes, held: Identity, *, password: str = "") -> bytes:
    """A PDF signed by the library alone; `password` opens an encrypted one. Raises UnsignableError."""
    from reports.rendering import signature  # noqa: PLC0415 -- half a second that most processes never need

    return signature.sign(pdf, held, password=password)
