"""A key with the certificate that says whose it is: read from PEM, refused with the cause otherwise."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

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


def read(key: bytes, certificates: bytes, passphrase: str = "") -> Identity:
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
