"""Starting rounds, and what a coordinator says of one: title, scope, deadline, label."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import frameworks
from assessments.domain import asking
from assessments.domain.maturity import MaturityModel
from assessments.models import Round
from assessments.services import holding
from assessments.services.refusals import CLOSED, Refused
from cms.people import access, audit, closing, roles
from cms.people.models import Institution, User

NOT_OFFERED = _("This questionnaire is not offered.")
NO_RAPID = _("This questionnaire names no core questions; a rapid round cannot be made of it.")
NO_TARGET = _("This questionnaire has no such stage to aim at.")
ONLY_DEEPER = _("A full round has been answered as such; it cannot become rapid again.")


@dataclass(frozen=True, slots=True)
class Details:
    """What a coordinator says of a round; rounds that start together share it."""

    title: str
    year: int | None = None
    scope: str = ""
    deadline: date | None = None
    tlp: str = Round.Tlp.AMBER
    depth: str = Round.Depth.FULL
    target: str = ""
    results_open: bool = False


def start_round(*, user: User, institution: Institution, model: str, title: str) -> Round:
    """Open a full round of one model at once and return it; raises as `start_rounds`."""
    (one,) = start_rounds(
        user=user, institution=institution, models=[model], details=Details(title)
    )
    return one


def start_rounds(
    *,
    user: User,
    institution: Institution,
    models: Sequence[str],
    details: Details,
    draft: bool = False,
) -> list[Round]:
    """Begin a round of the newest version of each model and return them, as one occasion.

    A draft takes no answers until it is opened. Raises PermissionDenied unless the user
    coordinates the institution, Refused for a model that is not offered or not asked rapidly.
    """
    access.require(user, roles.MANAGE, institution)
    closing.refuse(institution.pk)
    offered = {one.id: one for one in frameworks.offered()}
    if not models or not all(name in offered for name in models):
        raise Refused(NOT_OFFERED)
    state, occasion = Round.State.DRAFT if draft else Round.State.OPEN, uuid.uuid4()
    found = []
    with transaction.atomic():
        for name in dict.fromkeys(models):
            _check(offered[name], details)
            one = Round.objects.create(
                institution=institution,
                model_slug=name,
                model_version=offered[name].version,
                occasion=occasion,
                state=state,
                created_by=user,
                **_fields(details),
            )
            audit.record(
                actor=user,
                verb="round.started",
                institution=institution,
                subject=one,
                detail={"model": name, "version": one.model_version, "state": str(state)},
            )
            found.append(one)
    return found


def describe_round(*, user: User, round_id: uuid.UUID, details: Details) -> Round:
    """Change what is said of a round, until it is signed; a rapid one may become full.

    Nothing that was answered is touched. Raises PermissionDenied unless the user coordinates,
    Refused for a signed round, for a full one that shall become rapid, and while its institution
    is being deleted.
    """
    with transaction.atomic():
        one = holding.held(user, roles.MANAGE, round_id)
        if one.is_signed:
            raise Refused(CLOSED)
        if details.depth == Round.Depth.RAPID and not one.is_rapid:
            raise Refused(ONLY_DEEPER)
        _check(frameworks.model(one.model_slug, one.model_version), details)
        told = _fields(details)
        changed = [name for name, value in told.items() if getattr(one, name) != value]
        for name in changed:
            setattr(one, name, told[name])
        if changed:
            one.save(update_fields=changed)
            audit.record(
                actor=user,
                verb="round.described",
                institution=one.institution,
                subject=one,
                detail={"fields": changed},
            )
    return one


def _check(model: MaturityModel, details: Details) -> None:
    if details.depth == Round.Depth.RAPID and not asking.has_core(model):
        raise Refused(NO_RAPID)
    if details.target and details.target not in {stage.id for stage in model.stages}:
        raise Refused(NO_TARGET)


def _fields(details: Details) -> dict[str, object]:
    return {name: getattr(details, name) for name in Details.__slots__}
