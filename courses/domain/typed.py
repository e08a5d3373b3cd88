"""What somebody types as an answer: numbers as they are written in a language, and words alike."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SIGNS = str.maketrans({"−": "-", "–": "-", "٫": "D", "٬": "T", "’": "T", "'": "T"})
_COMMA_IS_DECIMAL = ("fr", "es")
_LONGEST_NUMBER = 30
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ـ": ""})
_ARTICLES = {
    "en": ("the ", "a ", "an "),
    "fr": ("le ", "la ", "les ", "l ", "un ", "une ", "des ", "du ", "de la ", "de l "),
    "es": ("el ", "la ", "los ", "las ", "un ", "una ", "unos ", "unas "),
}
_DEFINITE = re.compile(r"\bال(?=\w{3})")


def number(text: str, language: str) -> Decimal | None:
    """The number that `text` writes, or None where it writes none.

    Digits of any script; a decimal comma or point. A single sign that could be either is the
    decimal one of the language, or parts thousands where three digits follow it: in English
    "1,500" is 1500 and "1,5" is 1.5; in French "1,500" is 1.5 and "1.500" is 1500.
    """
    bare = "".join(text.translate(_DIGITS).translate(_SIGNS).split())
    if not bare or len(bare) > _LONGEST_NUMBER:
        return None
    bare = bare.replace("T", "")
    sign = _decimal_sign(bare, "," if language[:2] in _COMMA_IS_DECIMAL else ".")
    for other in ",.D":
        if other != sign:
            bare = bare.replace(other, "")
    if not re.fullmatch(r"[+-]?(\d+([,.D]\d*)?|[,.D]\d+)", bare):
        return None
    try:
        return Decimal(bare.replace(sign, "."))
    except InvalidOperation:
        return None


def _decimal_sign(text: str, usual: str) -> str:
    if "D" in text:
        return "D"
    signs = [sign for sign in text if sign in ",."]
    if len(set(signs)) == 2:
        return signs[-1]
    if not signs or len(signs) > 1:
        return usual if not signs else ("." if signs[0] == "," else ",")
    thousands = re.fullmatch(r"[+-]?[1-9]\d{0,2}[,.]\d{3}", text)
    return usual if signs[0] != usual and thousands else signs[0]


def plain(value: Decimal) -> str:
    """A number as it is put on record: digits, a point, no exponent, no empty decimals."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "", "-") else text


def alike(text: str, language: str) -> str:
    """`text` as it is compared: what no reader would call another word is made the same.

    Case, accents (but not the tilde of ñ), punctuation, spaces and a leading article do not count;
    in Arabic neither do vowel signs, the forms of alef, ya and ta marbuta, and the article.
    """
    bare = unicodedata.normalize("NFKC", text).casefold().replace("ñ", "\ue000")
    parted = unicodedata.normalize("NFD", bare)
    bare = "".join(sign for sign in parted if unicodedata.category(sign) != "Mn")
    bare = bare.replace("\ue000", "ñ").translate(_DIGITS)
    bare = unicodedata.normalize("NFC", bare).translate(_ARABIC)
    bare = " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())
    if language[:2] == "ar":
        return _DEFINITE.sub("", bare)
    for article in sorted(_ARTICLES.get(language[:2], ()), key=len, reverse=True):
        if bare.startswith(article):
            return bare[len(article) :]
    return bare
