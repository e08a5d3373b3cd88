"""Workbooks to fill in elsewhere: handed out with a seal, and known again by it."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import answering, papers, scopes
from assessments.domain.filled import Before
from assessments.models import Round
from assessments.papers import Paper
from assessments.scopes import Reach, Seat
from assessments.services.answers import taking_answers
from assessments.services.answers_many import seat_of
from assessments.services.refusals import Refused
from cms.people import audit
from cms.people.models import User

SALT = "assessments.services.workbooks"
STRANGE_LANGUAGE = _("The workbook is not offered in this language. Choose one of those listed.")
NO_SEAL = _(
    "The seal of this workbook is missing or was changed. Expected is the file that was downloaded"
    " on this page, with only its coloured cells changed. Download it anew and copy your answers"
    " into it."
)


@dataclass(frozen=True, slots=True)
class Seal:
    """What a workbook was made for, and what stood when it was handed out, by question."""

    round: str
    institution: str
    language: str
    before: Mapping[str, Before]


@dataclass(frozen=True, slots=True)
class HandedOut:
    """What the writer of a workbook needs."""

    paper: Paper
    seal: str


@transaction.atomic
def hand_out(*, user: User, round_id: uuid.UUID, institution: str, language: str) -> HandedOut:
    """Make the workbook of an institution for the parts that this person answers, on record.

    Raises PermissionDenied without a seat, Refused for a language that the site does not have or
    a round that takes no answers.
    """
    reached = taking_answers(scopes.reach(user, round_id))
    seat = seat_of(reached, institution)
    if seat is None:
        raise PermissionDenied
    if language not in dict(settings.LANGUAGES):
        raise Refused(STRANGE_LANGUAGE)
    one = reached.round
    paper = papers.of(one, seat.institution, parts_of(reached, seat), language)
    seal = _sealed(paper)
    detail = {
        "institution": str(seat.institution),
        "language": language,
        "parts": [part.id for part in paper.parts],
    }
    audit.record(
        actor=user,
        verb="workbook.downloaded",
        institution=one.institution,
        subject=one,
        detail=detail,
    )
    return HandedOut(paper, seal)


def parts_of(reached: Reach, seat: Seat) -> list[str]:
    """Name the parts of the round that a seat answers, in their order."""
    return [part.id for part in answering.parts_of(reached.round) if seat.has(part.id)]


def opened(seal: str) -> Seal:
    """Return what a seal says; Refused where it is not one of ours, or was changed."""
    try:
        told = signing.Signer(salt=SALT).unsign_object(seal)
        return Seal(
            told["round"],
            told["institution"],
            told["language"],
            {name: Before(*pair) for name, pair in told["answers"].items()},
        )
    except (signing.BadSignature, ValueError, KeyError, TypeError):
        raise Refused(NO_SEAL) from None


def _sealed(paper: Paper) -> str:
    """Sign for whom a workbook is, and what stood in it: of answers tokens and hashes only."""
    one: Round = paper.round
    told: dict[str, Any] = {
        "round": str(one.pk),
        "institution": str(paper.institution),
        "language": paper.language,
        "model": f"{one.model_slug}/{one.model_version}",
        "parts": [part.id for part in paper.parts],
        "answers": {item.id: [item.token, item.stands.mark] for item in paper.items()},
    }
    return signing.Signer(salt=SALT).sign_object(told, compress=True)
