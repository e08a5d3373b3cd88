"""Whether what was read is a model that makes sense: every problem at once, at its place."""

import re
from collections.abc import Iterator, Mapping

from assessments.domain import maturity, texts
from assessments.domain.maturity import MaturityModel, ShapeError
from assessments.imports import bounds
from assessments.imports.imported import Imported, Translations, Unreadable

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

LONGEST_PATH = 500
"""Longer paths are looked up nowhere: they hold a key that an author did not mean to write."""


def problems(imported: Imported) -> tuple[str, ...]:
    """Tell what keeps it from being a model: its shape, its sense, its translations."""
    try:
        checked(imported)
    except Unreadable as error:
        return error.problems
    return ()


def checked(imported: Imported) -> MaturityModel:
    """Give the model, or raise Unreadable with all problems of shape, sense and translations."""
    found = list(bounds.of_mapping(imported.mapping))
    if any(one.startswith(bounds.WHOLE) for one in found):
        raise Unreadable(found)
    model = None
    try:
        model = maturity.parse(imported.mapping)
    except ShapeError as error:
        found += error.problems
    if model is not None:
        found += maturity.problems(model)
    found += _translations(model, imported.translations)
    if found or model is None:
        raise Unreadable(_placed(one, imported.places) for one in found)
    return model


def _translations(model: MaturityModel | None, translations: Translations) -> Iterator[str]:
    known = None if model is None else texts.of_model(model)
    for language, told in translations.items():
        place = f"translations.{language}"
        if not LANGUAGE.fullmatch(language):
            yield f"{place}: expected a code of a language such as fr or pt-BR"
        elif model is not None and language == model.source_language:
            yield f"{place}: is the source language of the model, whose texts stand in it"
        for path, text in told.items():
            if known is not None and path not in known:
                yield f"{place}.{path}: there is no such text in the model"
            if not text.strip():
                yield f"{place}.{path}: expected a text, found an empty one"
            yield from bounds.too_long(f"{place}.{path}", text)


def _placed(problem: str, places: Mapping[str, str]) -> str:
    """Lead to the place in the file by the longest path that is known to it."""
    path, colon, rest = problem.partition(": ")
    known = path if places and len(path) <= LONGEST_PATH else ""
    while known and known not in places:
        known = known[: max(known.rfind("."), known.rfind("["), 0)]
    if not colon or not known:
        return problem
    return f"{places[known]} ({path}): {rest}"
