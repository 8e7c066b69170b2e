"""Signatures: valid for pyHanko and qpdf, over the whole file, and refused with a cause where none can be."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from reports.domain import codes
from reports.rendering import identity, locking, sealing, signature, soundness
from reports.rendering.identity import UnsignableError
from tests.reports.rendering import mastered, verapdf

pytestmark = pytest.mark.once


@cache
def template(kind: str) -> sealing.Template:
    return sealing.template(mastered.source().pdf, mastered.held(kind))


def signed(kind: str, *, at: datetime = mastered.AT) -> bytes:
    ways, instance = mastered.marks(code := codes.new())
    return bytes(template(kind).copy(mastered.Stamp(code, "Alice"), ways=ways, instance=instance, at=at))


@pytest.mark.parametrize("kind", ["rsa", "ec"])
def test_each_copy_has_a_signature_over_all_of_it(kind: str) -> None:
    for file in {signed(kind) for _ in range(5)}:
        assert signature.is_whole(file, mastered.held(kind))
        assert soundness.problems(file) == []


@pytest.mark.parametrize("at", [0.001, 0.3, 0.9, 0.999])
def test_one_changed_byte_breaks_it(at: float) -> None:
    file = bytearray(signed("rsa"))
    place = int(len(file) * at)
    file[place] ^= 1

    assert not signature.is_whole(bytes(file), mastered.held("rsa"))


def test_what_is_appended_or_signed_by_another_is_noticed() -> None:
    assert not signature.is_whole(signed("rsa") + b"\n% more\n", mastered.held("rsa"))
    assert not signature.is_whole(signed("ec"), mastered.held("rsa"))
    assert not signature.is_whole(mastered.copied(), mastered.held("rsa"))


def test_the_file_says_when_it_was_signed() -> None:
    assert b"20261123120000" in signed("rsa")
    assert b"20270101000000" in signed("rsa", at=datetime(2027, 1, 1, tzinfo=UTC))


def test_the_file_for_everybody_is_the_same_each_time() -> None:
    one, other = (bytes(template("rsa").public(at=mastered.AT)) for _ in range(2))

    assert one == other
    assert signature.is_whole(one, mastered.held("rsa"))


def test_a_locked_file_is_signed_too() -> None:
    locked = locking.lock(mastered.copied(), "open sesame")

    file = signature.sign(locked, mastered.held("rsa"), password="open sesame")

    assert file.startswith(locked)
    assert soundness.problems(file, password="open sesame") == []


def test_veraPDF_finds_signed_copies_archivable_and_accessible(tmp_path: Path) -> None:  # noqa: N802 -- its name
    path = tmp_path / "signed.pdf"
    path.write_bytes(signed("rsa"))

    assert [str(verdict) for verdict in verapdf.judge(path) if not verdict.compliant] == []


RSA = rsa.generate_private_key(65537, 2048)
SHORT = rsa.generate_private_key(65537, 1024)  # noqa: S505 -- to be refused


@pytest.mark.parametrize(
    ("key", "certificate", "passphrase", "cause"),
    [
        (b"nonsense", mastered.certificate(RSA), "", "no PEM key"),
        (mastered.pem(RSA, b"right"), mastered.certificate(RSA), "wrong", "wrong passphrase"),
        (mastered.pem(RSA, b"right"), mastered.certificate(RSA), "", "wrong passphrase"),
        (mastered.pem(RSA), b"nonsense", "", "no PEM certificate"),
        (mastered.pem(RSA), mastered.certificate(ec.generate_private_key(ec.SECP256R1())), "", "another key"),
        (mastered.pem(SHORT), mastered.certificate(RSA), "", "1024 bits"),
        (
            ed25519.Ed25519PrivateKey.generate().private_bytes(
                Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
            ),
            mastered.certificate(RSA),
            "",
            "RSA or of an elliptic curve",
        ),
    ],
)
def test_a_key_that_cannot_sign_says_why(key: bytes, certificate: bytes, passphrase: str, cause: str) -> None:
    with pytest.raises(UnsignableError, match=cause):
        identity.read(key, certificate, passphrase)


def test_a_passphrase_opens_the_key() -> None:
    identity.read(mastered.pem(RSA, b"right"), mastered.certificate(RSA), "right")


def test_a_certificate_that_has_ended_signs_nothing() -> None:
    ended = mastered.certificate(RSA, ends=datetime(2021, 1, 1, tzinfo=UTC))
    held = identity.read(mastered.pem(RSA), ended)

    with pytest.raises(UnsignableError, match="ends on 2021-01-01"):
        signature.sign(mastered.copied(), held)
