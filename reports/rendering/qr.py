"""The address at which an edition can be verified, as a QR code drawn in the print HTML."""

import io
from dataclasses import dataclass

import segno
from django.utils.safestring import SafeString, mark_safe

from reports.domain import codes


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands in the colophon: the edition's code, where to enter it, and the same as a drawing."""

    code: str
    address: str
    drawing: SafeString


def proof(snapshot_sha256: str, site: str) -> Proof:
    """The proof of the edition with that snapshot, on that site."""
    code = codes.of_digest(snapshot_sha256)
    address = f"{site}/verify/{code}"
    drawn = io.BytesIO()
    drawing = segno.make_qr(address, error="m")
    told = f"QR code that leads to {address}"
    drawing.save(drawn, kind="svg", xmldecl=False, nl=False, border=0, omitsize=True, title=told)
    return Proof(code, address, mark_safe(drawn.getvalue().decode()))  # noqa: S308 -- drawn by the line above
