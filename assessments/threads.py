"""Which comments on the questions of a round a person sees: one queryset for page and count."""

from collections.abc import Collection, Mapping

from django.db.models import Count, Q, QuerySet

from assessments.models import Comment
from assessments.scopes import Reach


def seen(reached: Reach, part: str) -> QuerySet[Comment]:
    """Return the comments that begin a thread and are open to the person, of every question.

    Whoever reviews sees all. Whoever answers the part sees what is for the team, and what was
    said for the reviewers by those who answer for the same institution. Nobody else sees any.
    The caller keeps those of the questions of the part.
    """
    rows = Comment.objects.filter(round=reached.round, parent=None)
    if reached.sees_everything:
        return rows
    mine = [seat.institution for seat in reached.answering(part)]
    if not mine:
        return rows.none()
    own = Q(by_reviewer=False, institution__in=mine)
    return rows.filter(Q(visibility=Comment.Visibility.TEAM) | own)


def counts(reached: Reach, part: str, indicators: Collection[str]) -> Mapping[str, int]:
    """Count the threads that are not resolved yet, by question; one query."""
    rows = seen(reached, part).filter(indicator__in=indicators, resolved_at=None)
    found = rows.order_by().values("indicator").annotate(count=Count("pk"))
    return {row["indicator"]: row["count"] for row in found}


def may_talk(reached: Reach, part: str) -> bool:
    """Tell whether the person sees and writes comments on a part."""
    return reached.sees_everything or bool(reached.answering(part))
