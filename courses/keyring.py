"""The keyring: one private key in a file that signs, and every public key that ever did.

    SIGNING_DIR/key.pem            the private key in use; nobody but the site's user reads it
    SIGNING_DIR/public/NAME.json   public keys, of which none is ever removed

The private key is in no database and no log. See docs/credentials.md for rotation and loss.
"""

import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from courses.domain import signing
from courses.domain.signing import PrivateKey, PublicKey


def signing_key() -> PrivateKey:
    """Return the key that signs; it is made when the first certificate asks for it."""
    path = _folder() / "key.pem"
    if not path.exists():
        _make_first(path)
    key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise ImproperlyConfigured(f"{path} holds no P-256 key. Put the right key there again.")
    return key


def public_keys() -> dict[str, PublicKey]:
    """Return every public key of this site by its name, the one in use among them."""
    return {said["kid"]: signing.from_jwk(said) for said in published()}


def published() -> list[dict[str, str]]:
    """Return every public key of this site as a JSON Web Key, in the order of their names."""
    current = signing.jwk(signing_key().public_key())
    stored = [json.loads(path.read_text()) for path in sorted(_public().glob("*.json"))]
    known = {said["kid"]: said for said in (*stored, current)}
    return [known[name] for name in sorted(known)]


def rotate() -> tuple[str, str]:
    """Put a new key in the place of the present one; return the names of both.

    The old private key is gone; its public key stays, so that what it signed still verifies.
    """
    old = signing_key().public_key()
    _publish(old)
    new = ec.generate_private_key(ec.SECP256R1())
    _publish(new.public_key())
    _written(new).replace(_folder() / "key.pem")
    return signing.name(old), signing.name(new.public_key())


def _make_first(path: Path) -> None:
    """Make a key where none is; of two processes in the same moment, one makes it."""
    made = _written(ec.generate_private_key(ec.SECP256R1()))
    try:
        os.link(made, path)
    except FileExistsError:
        return
    finally:
        made.unlink()
    _publish(signing_key().public_key())


def _written(key: PrivateKey) -> Path:
    """Write a private key beside its place, readable for the site's user only."""
    path = _folder() / f"new-{secrets.token_hex(8)}.pem"
    content = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return path


def _publish(key: PublicKey) -> None:
    said = signing.jwk(key)
    new = _public() / f".{secrets.token_hex(8)}"
    new.write_text(json.dumps(said, sort_keys=True) + "\n")
    new.replace(_public() / f"{said['kid']}.json")


def _folder() -> Path:
    folder = Path(settings.SIGNING_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _public() -> Path:
    folder = _folder() / "public"
    folder.mkdir(exist_ok=True)
    return folder
