"""Login names and printed codes of people without e-mail: how they read, how they are typed."""

import hashlib
import secrets
import unicodedata

DOMAIN = "code.invalid"
"""Stands behind a login name where the site asks for an address; it can never receive mail."""

_CONSONANTS, _VOWELS = "bdfgjkmnprstvz", "aeiou"
_DIGITS = "23456789"
# Those of Crockford: no I, L, O and U, which are read as other signs or heard as such
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("OIL", "011")
_GROUPS, _GROUP = 4, 4  # 16 signs of 5 bits


def new_name() -> str:
    """Return a login name that can be dictated, such as bako-renu-34."""
    words = ("".join(map(secrets.choice, (_CONSONANTS, _VOWELS) * 2)) for _ in range(2))
    return "-".join((*words, "".join(secrets.choice(_DIGITS) for _ in range(2))))


def address(typed: str) -> str:
    """Return the address behind what somebody typed to sign in: it, or that of a login name.

    >>> address(" Bako renu 34 ")
    'bako-renu-34@code.invalid'
    """
    typed = typed.strip()
    if "@" in typed or not typed:
        return typed
    plain = _in_latin_digits(typed).lower().replace("_", "-").replace("-", " ")
    return f"{'-'.join(plain.split())}@{DOMAIN}"


def shown(address: str) -> str:
    """Return what a person goes by: the address, or the login name without what stands behind."""
    return address.removesuffix(f"@{DOMAIN}")


def goes_by_name(address: str) -> bool:
    """Tell whether this is the address behind a login name."""
    return address.lower().endswith(f"@{DOMAIN}")


def takes_mail(address: str) -> bool:
    """Tell whether a letter could arrive; no mailbox exists below the reserved `invalid`."""
    return not address.strip().rstrip(".").lower().endswith(".invalid")


def new_code() -> str:
    """Return a code of 80 random bits in four groups, such as 7K2M-9XQ4-T0HB-5RWD."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def hashed(code: str) -> str:
    """Return the hash of a code, however it was typed: small letters, no hyphens, O for 0."""
    # 80 random bits that hold for two weeks need no salt and no slow hash
    signs = "".join(sign for sign in _in_latin_digits(code).upper() if sign.isalnum())
    return hashlib.sha256(signs.translate(_READ_AS).encode()).hexdigest()


def _in_latin_digits(typed: str) -> str:
    return "".join(str(unicodedata.digit(sign, sign)) for sign in typed)
