"""The name under which a file is handed out: harmless, and ending as its kind does."""

import unicodedata

LONGEST = 120


def clean(name: str, suffixes: tuple[str, ...]) -> str:
    """Return a name without path, controls and hidden turns, with an ending of its kind.

    >>> clean("C:\\\\papers\\\\law.exe", (".pdf",))
    'law.exe.pdf'
    >>> clean("law.PDF", (".pdf",))
    'law.pdf'
    """
    base = name.replace("\\", "/").rpartition("/")[2]
    # Other, control and format characters: a turned direction makes "fdp.exe" of "exe.pdf".
    shown = "".join(one for one in base if unicodedata.category(one)[0] != "C")
    shown = " ".join(shown.replace('"', "'").split())
    for suffix in suffixes:
        if shown.lower().endswith(suffix):
            return f"{shown[: -len(suffix)][:LONGEST].strip('. ') or 'file'}{suffix}"
    return f"{shown[:LONGEST].strip('. ') or 'file'}{suffixes[0]}"
