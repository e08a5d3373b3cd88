"""Deeds: what each verb of the audit log says in words."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = MappingProxyType(
    {
        "institution.opened": _("Institution opened"),
        "institution.changed": _("Details of the institution changed"),
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
        "emergency.opened": _("Emergency access of an administrator opened"),
        "emergency.ended": _("Emergency access of an administrator ended"),
        "emergency.read": _("Page read under emergency access"),
        "institution.closing": _("Deletion of the institution asked for"),
        "institution.kept": _("Deletion of the institution called off"),
        "institution.deleted": _("Institution deleted"),
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
        "round.seen": _("Assessment or its result looked at"),
        "snapshot.shared": _("Signed result shared with another institution"),
        "snapshot.unshared": _("Sharing of a signed result ended"),
        "snapshot.received": _("Signed result of another institution received"),
        "snapshot.taken_back": _("Signed result of another institution taken back by it"),
        "sharing.code_made": _("Code for receiving signed results made"),
        "archive.requested": _("Everything of the institution exported as an archive"),
        "plan.seen": _("Roadmap looked at"),
        "plan.made": _("Roadmap made"),
        "plan.approved": _("Roadmap approved"),
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
