"""Deeds: what each verb of the audit log says in words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "institution.opened": _("Institution opened"),
        "institution.changed": _("Details of the institution changed"),
        "institution.requested": _("New institution asked for"),
        "institution.declined": _("Request for a new institution declined"),
        "logo.changed": _("Logo of the institution changed"),
        "logo.removed": _("Logo of the institution removed"),
        "lead.appointed": _("Institution made national lead of its country"),
        "lead.ended": _("Institution no longer national lead of its country"),
        "account.made": _("Account opened for a person without e-mail"),
        "code.renewed": _("New printed code made for a person"),
        "code.used": _("Printed code used, new password set"),
        "member.added": _("Role given to a person"),
        "member.removed": _("Role taken from a person"),
        "invitation.made": _("Invitation written"),
        "invitation.resent": _("Invitation sent again"),
        "invitation.revoked": _("Invitation withdrawn"),
        "invitation.accepted": _("Invitation accepted"),
        "account.opened": _("Account opened"),
        "profile.changed": _("Profile changed"),
        "consent.given": _("Text read and agreed to"),
        "factor.added": _("Second factor set up"),
        "factor.removed": _("Second factor switched off"),
        "factor.reset": _("Second factor reset by the operator"),
        "recovery.made": _("Recovery codes made"),
        "recovery.used": _("Recovery code used"),
        "text.raised": _("New version of a text put in force"),
        "log.exported": _("Log exported"),
        "log.shortened": _("Events past their term deleted from the log"),
        "job.done": _("Document made"),
        "file.downloaded": _("Document downloaded"),
        "round.started": _("Assessment started"),
        "round.described": _("Details of an assessment changed"),
        "round.moved": _("Assessment brought into its next state"),
        "round.asked": _("Institution asked to take part in an assessment"),
        "round.asked_no_more": _("Invitation to an assessment withdrawn"),
        "round.joined": _("Institution takes part in an assessment"),
        "round.left": _("Institution takes part in an assessment no more"),
        "part.given": _("Part of an assessment given"),
        "part.taken": _("Part of an assessment taken back"),
        "part.handed_in": _("Part of an assessment handed in"),
        "part.resumed": _("Part of an assessment taken up again"),
        "part.reminded": _("Reminder to a part of an assessment sent"),
        "round.signed": _("Assessment signed off"),
        "plan.made": _("Roadmap made"),
        "plan.approved": _("Roadmap approved"),
        "plan.replanned": _("Roadmap planned again from today"),
        "progress.reported": _("Progress of an action reported"),
        "progress.commented": _("Comment on an action written"),
        "progress.evidenced": _("Evidence of progress added"),
        "progress.unevidenced": _("Evidence of progress removed"),
        "letters.chosen": _("Letters chosen"),
        "disclosure.allowed": _("Public confirmation of a roadmap allowed"),
        "disclosure.withdrawn": _("Public confirmation of a roadmap withdrawn"),
        "facts.confirmed": _("Facts about the country answered"),
        "report.requested": _("Document of a roadmap requested"),
        "variant.saved": _("Variant of a roadmap saved"),
        "variant.adopted": _("Variant of a roadmap adopted"),
        "variant.deleted": _("Variant of a roadmap deleted"),
        "own_action.added": _("Action of the institution’s own added"),
        "own_action.changed": _("Action of the institution’s own changed"),
        "own_action.removed": _("Action of the institution’s own removed"),
        "model.drafted": _("Questionnaire drafted"),
        "model.imported": _("Questionnaire imported"),
        "model.copied": _("Questionnaire copied"),
        "model.revised": _("New version of a questionnaire begun"),
        "model.changed": _("Questionnaire changed"),
        "model.discarded": _("Draft of a questionnaire discarded"),
        "model.translated": _("Questionnaire translated"),
        "model.published": _("Questionnaire published"),
        "course.begun": _("Course begun"),
        "course.imported": _("Course imported"),
        "attempt.submitted": _("Quiz handed in"),
        "certificate.issued": _("Certificate issued"),
    }
)
"""A sentence for each verb that the code records; a test finds a verb that has none."""


def words(verb: str) -> str:
    """Return what a verb says, in the language that is active; an unknown one as it is."""
    return str(WORDS.get(verb, verb))
