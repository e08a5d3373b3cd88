"""The rounds of an institution in its archive: a folder each, with all that was answered in it."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessments.exports.archive_rows import Files, listed, one_thing
from assessments.models import Answer, ChangeRequest, Comment, Plan, Round, Snapshot, SnapshotShare
from cms.people.models import Institution, User

DETAILS = (
    *("id", "title", "model_slug", "model_version", "occasion", "year", "scope", "deadline"),
    *("tlp", "depth", "target", "results_open", "state", "created_at"),
)


def rounds(institution: Institution) -> Files:
    """Each round: details, who takes part, parts, answers, agreements, signature, roadmaps."""
    for one in Round.objects.filter(institution=institution).order_by("created_at", "pk"):
        place = f"rounds/{one.pk}"
        yield f"{place}/round.json", one_thing({name: getattr(one, name) for name in DETAILS})
        yield f"{place}/participants.json", listed(_participants(one))
        yield f"{place}/parts.json", listed(_parts(one))
        yield f"{place}/answers.json", listed(_answers(one))
        yield f"{place}/agreed.json", listed(_agreed(one))
        yield f"{place}/changes.json", listed(_changes(one))
        yield f"{place}/comments.json", listed(_comments(one))
        yield f"{place}/requests.json", listed(_requests(one))
        yield from _signed(one, place)


def shares(institution: Institution) -> Files:
    """With whom signed results are or were shared, and what was received."""
    given = SnapshotShare.objects.filter(snapshot__institution=institution)
    taken = SnapshotShare.objects.filter(to=institution)
    rows = (given | taken).select_related("to", "snapshot__institution").order_by("pk")
    told = (
        {
            "snapshot": row.snapshot_id,
            "of": row.snapshot.institution.name,
            "to": row.to.name,
            "by_role": row.role,
            "shared_at": row.shared_at,
            "taken_back_at": row.revoked_at,
        }
        for row in rows
    )
    yield "shares.json", listed(told)


def answer(row: Answer) -> Mapping[str, Any]:
    """Return one answer with everything that stands beside it."""
    return {
        "institution": row.institution_id,
        "institution_name": row.institution.name,
        "indicator": row.indicator,
        "answer": row.value,
        "confidence": row.confidence,
        "note": row.note,
        "view_from_outside": row.outside,
        "entered_on_its_behalf": row.on_behalf,
        "answered_by": _name(row.answered_by),
        "answered_at": row.updated_at,
    }


def _answers(one: Round) -> Iterable[Mapping[str, Any]]:
    rows = one.answers.select_related("institution", "answered_by").order_by("pk")
    return (answer(row) for row in rows.iterator())


def _participants(one: Round) -> Iterable[Mapping[str, Any]]:
    rows = one.participations.select_related("institution", "joined_by")
    return (
        {
            "institution": row.institution_id,
            "name": row.institution.name,
            "joined_by": _name(row.joined_by),
            "joined_at": row.joined_at,
        }
        for row in rows.iterator()
    )


def _parts(one: Round) -> Iterable[Mapping[str, Any]]:
    rows = one.delegations.select_related("institution", "person", "given_by", "done_by")
    return (
        {
            "part": row.part,
            "institution": row.institution_id,
            "institution_name": row.institution.name,
            "person": _name(row.person),
            "deadline": row.deadline,
            "note": row.note,
            "given_by": _name(row.given_by),
            "given_at": row.given_at,
            "handed_in_by": _name(row.done_by),
            "handed_in_at": row.done_at,
        }
        for row in rows.iterator()
    )


def _agreed(one: Round) -> Iterable[Mapping[str, Any]]:
    rows = one.consensus.select_related("decided_by")
    return (
        {
            "indicator": row.indicator,
            "answer": row.value,
            "reason": row.rationale,
            "decided_by": _name(row.decided_by),
            "decided_at": row.decided_at,
        }
        for row in rows.iterator()
    )


def _changes(one: Round) -> Iterable[Mapping[str, Any]]:
    rows = one.changes.select_related("made_by").order_by("pk")
    return (
        {
            "indicator": row.indicator,
            "institution": row.institution_id,
            "by": _name(row.made_by),
            "at": row.made_at,
        }
        for row in rows.iterator()
    )


def _comments(one: Round) -> Iterable[Mapping[str, Any]]:
    rows = Comment.objects.filter(round=one).select_related("author").order_by("pk")
    return (
        {
            "id": row.pk,
            "answers": row.parent_id,
            "indicator": row.indicator,
            "institution": row.institution_id,
            "visible_to": row.visibility,
            "text": row.text,
            "by": _name(row.author),
            "at": row.created_at,
        }
        for row in rows.iterator()
    )


def _requests(one: Round) -> Iterable[Mapping[str, Any]]:
    fields = ("indicator", "institution_id", "reason", "state", "asked_at")
    return ChangeRequest.objects.filter(round=one).order_by("pk").values(*fields).iterator()


def _signed(one: Round, place: str) -> Files:
    """The frozen answers byte for byte as they were hashed, and the plans made of them."""
    snapshot = Snapshot.objects.filter(round=one).select_related("signed_by").first()
    if snapshot is None:
        return
    yield f"{place}/signed.json", [snapshot.content]
    about = {
        "id": snapshot.pk,
        "sha256": snapshot.sha256,
        "signed_by": _name(snapshot.signed_by),
        "signed_at": snapshot.signed_at,
    }
    yield f"{place}/signature.json", one_thing(about)
    rows = Plan.objects.filter(snapshot=snapshot).select_related("created_by", "approval")
    for plan in rows.order_by("created_at", "pk").iterator():
        folder = f"{place}/roadmaps/{plan.pk}"
        approval = getattr(plan, "approval", None)
        told = {
            "sha256": plan.sha256,
            "library": plan.release,
            "further_results": [str(one) for one in _further(plan)],
            "made_by": _name(plan.created_by),
            "made_at": plan.created_at,
            "approved_at": approval.approved_at if approval else None,
            "approved_by_role": approval.role if approval else None,
        }
        yield f"{folder}/roadmap.json", one_thing(told)
        yield f"{folder}/input.json", [plan.content]
        yield f"{folder}/result.json", one_thing(plan.result)


def _name(person: User | None) -> str | None:
    return person.display_name if person else None


def _further(plan: Plan) -> Iterable[object]:
    """Give the ids of the results that a plan was made with besides its own."""
    return plan.further.order_by("signed_at", "pk").values_list("pk", flat=True)
