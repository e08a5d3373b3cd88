"""Starting a round."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments import frameworks
from assessments.models import Round
from assessments.services.refusals import Refused
from cms.people import access, audit, roles
from cms.people.models import Institution, User


def start_round(*, user: User, institution: Institution, model: str, title: str) -> Round:
    """Open a round of the newest version of a model and return it.

    Raises PermissionDenied unless the user coordinates the institution, Refused for a model
    that is not offered.
    """
    access.require(user, roles.MANAGE, institution)
    version = next((one.version for one in frameworks.offered() if one.id == model), None)
    if version is None:
        raise Refused(_("This questionnaire is not offered."))
    with transaction.atomic():
        one = Round.objects.create(
            institution=institution,
            model_slug=model,
            model_version=version,
            title=title,
            created_by=user,
        )
        audit.record(
            actor=user,
            verb="round.started",
            institution=institution,
            subject=one,
            detail={"model": model, "version": version},
        )
    return one
