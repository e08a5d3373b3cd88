"""Signatures: ES256 over bytes, keys as JSON Web Keys, and base64url that has one spelling only."""

import base64
import hashlib
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

PrivateKey = ec.EllipticCurvePrivateKey
PublicKey = ec.EllipticCurvePublicKey
_HALF = 32  # bytes of each number of a P-256 point or signature
_NAME = 11  # signs of a key's name: 66 bits of its thumbprint


def packed(content: bytes) -> str:
    """Return bytes as base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def unpacked(text: str) -> bytes:
    """Return the bytes of base64url; ValueError for every spelling but the one `packed` gives.

    The last sign may carry bits that mean nothing: a reader that ignores them takes an
    altered text for the same one.
    """
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if packed(content) != text:
        raise ValueError("This is not base64url in its one spelling.")
    return content


def jwk(key: PublicKey) -> dict[str, str]:
    """Return a public key as a JSON Web Key (RFC 7517) that says what it is for."""
    return {**_point(key), "kid": name(key), "alg": "ES256", "use": "sig"}


def name(key: PublicKey) -> str:
    """Return the name of a key: the beginning of its thumbprint (RFC 7638)."""
    plain = json.dumps(_point(key), separators=(",", ":"), sort_keys=True).encode()
    return packed(hashlib.sha256(plain).digest())[:_NAME]


def from_jwk(said: Mapping[str, str]) -> PublicKey:
    """Return the key of a JSON Web Key; ValueError where it is no point of P-256."""
    if (said.get("kty"), said.get("crv")) != ("EC", "P-256"):
        raise ValueError("A key of certificates is of the kind EC, P-256.")
    x, y = (int.from_bytes(unpacked(said[part]), "big") for part in ("x", "y"))
    return ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()


def sign(key: PrivateKey, content: bytes) -> str:
    """Return the signature in base64url. No chance (RFC 6979): the same is signed the same."""
    r, s = decode_dss_signature(
        key.sign(content, ec.ECDSA(hashes.SHA256(), deterministic_signing=True))
    )
    return packed(r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big"))


def holds(key: PublicKey, content: bytes, signature: str) -> bool:
    """Tell whether this key has signed this content."""
    try:
        plain = unpacked(signature)
        if len(plain) != 2 * _HALF:
            return False
        r, s = (int.from_bytes(part, "big") for part in (plain[:_HALF], plain[_HALF:]))
        key.verify(encode_dss_signature(r, s), content, ec.ECDSA(hashes.SHA256()))
    except (ValueError, InvalidSignature):
        return False
    return True


def _point(key: PublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    x, y = (packed(one.to_bytes(_HALF, "big")) for one in (numbers.x, numbers.y))
    return {"crv": "P-256", "kty": "EC", "x": x, "y": y}
