"""Requests to look at an answer again, as the pages of a round show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from assessments import answering, wording
from assessments.models import Answer, ChangeRequest, Round
from assessments.scopes import Reach


@dataclass(frozen=True, slots=True)
class Request:
    """One open request: to whom, on what, why, and where the answer can be changed."""

    id: int
    institution: str
    title: wording.Text
    reason: str
    by: str
    url: str
    mine: bool


def seen(reached: Reach, language: str, indicator: str = "") -> list[Request]:
    """List the open requests that a person sees: all to reviewers, to others their own; one query.

    An institution sees them where it has a seat at the part.
    """
    one = reached.round
    if one.is_signed or not (reached.sees_everything or reached.seats):
        return []
    rows = one.requests.filter(state=ChangeRequest.State.OPEN)
    if indicator:
        rows = rows.filter(indicator=indicator)
    rows = rows.select_related("institution", "asked_by")
    return list(_told(reached, rows, language))


def _told(reached: Reach, rows: Iterable[ChangeRequest], language: str) -> Iterable[Request]:
    one = reached.round
    words = wording.Words(wording.owner(answering.model_of(one)), language)
    for row in rows:
        part = answering.part_of(one, row.indicator) or ""
        mine = any(seat.institution == row.institution_id for seat in reached.answering(part))
        if not (part and (mine or reached.sees_everything)):
            continue
        name = "dimension" if mine else "agree"
        place = part if mine else row.indicator
        more = f"?as={row.institution_id}#question-{row.indicator}" if mine else ""
        yield Request(
            id=row.pk,
            institution=row.institution.name_in(language),
            title=words(f"{row.indicator}/title"),
            reason=row.reason,
            by=row.asked_by.display_name if row.asked_by else "",
            url=reverse(f"assessments:{name}", args=[one.pk, place]) + more,
            mine=mine,
        )


def with_reasons(rows: QuerySet[Answer]) -> QuerySet[Answer]:
    """Let each answer say in `again` why its institution is asked to look at it again, or None."""
    found = ChangeRequest.objects.filter(
        round=OuterRef("round"),
        institution=OuterRef("institution"),
        indicator=OuterRef("indicator"),
        state=ChangeRequest.State.OPEN,
    )
    return rows.annotate(again=Subquery(found.values("reason")[:1]))


def reasons(reached: Reach, part: str, rows: Iterable[Answer]) -> dict[str, str]:
    """Return why answers of an institution can be changed though the round may be closed.

    The rows are `with_reasons`; nothing where the person does not answer for the institution.
    """
    if reached.round.state not in (Round.State.OPEN, Round.State.REVIEW):
        return {}
    mine = {seat.institution for seat in reached.answering(part)}
    return {row.indicator: row.again for row in rows if row.again and row.institution_id in mine}
