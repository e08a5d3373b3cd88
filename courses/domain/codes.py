"""Codes that people read from paper: 128 bits as 26 signs that are hard to confuse."""

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26
_MISREAD = str.maketrans("oil", "011", "- ")


def code(number: int) -> str:
    """The code of a number below 2**128. No letter looks like a digit or like another letter."""
    if not 0 <= number < 2**128:
        raise ValueError("A code holds 128 bits.")
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, 32)
        signs.append(ALPHABET[rest])
    return "".join(reversed(signs))


def grouped(text: str) -> str:
    """A code in groups, as it is printed: `0123-4567-...`."""
    return "-".join(text[at : at + 4] for at in range(0, len(text), 4))


def read(text: str) -> str:
    """What somebody typed, as a code: blanks and hyphens fall away, o is 0, i and l are 1."""
    return text.strip().lower().translate(_MISREAD)
