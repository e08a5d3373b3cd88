"""Roles as data: what each role in an institution may do."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COORDINATOR = "coordinator"
RESPONDENT = "respondent"
REVIEWER = "reviewer"
APPROVER = "approver"
OBSERVER = "observer"

READ = "read"
RESULTS = "results"
ANSWER = "answer"
REVIEW = "review"
SIGN = "sign"
PLAN = "plan"
EXPORT = "export"
MANAGE = "manage"

CAPABILITIES = frozenset({READ, RESULTS, ANSWER, REVIEW, SIGN, PLAN, EXPORT, MANAGE})

LABELS: Mapping[str, Promise] = MappingProxyType(
    {
        COORDINATOR: _("Coordinator"),
        RESPONDENT: _("Respondent"),
        REVIEWER: _("Reviewer"),
        APPROVER: _("Approver"),
        OBSERVER: _("Observer"),
    }
)

# Who answers a part need not know how the whole comes out: respondents have no RESULTS of
# themselves. Only the approver signs: whoever gathers the answers does not also seal them.
# A small institution gives one person two roles, and the log shows both.
GRANTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        COORDINATOR: frozenset({READ, RESULTS, ANSWER, REVIEW, PLAN, EXPORT, MANAGE}),
        RESPONDENT: frozenset({READ, ANSWER}),
        REVIEWER: frozenset({READ, RESULTS, REVIEW, EXPORT}),
        APPROVER: frozenset({READ, RESULTS, REVIEW, SIGN, EXPORT}),
        OBSERVER: frozenset({READ, RESULTS}),
    }
)

# What an administrator of the site may do under emergency access: read, and nothing else
IN_AN_EMERGENCY = frozenset({READ, RESULTS})

# Whose account, taken over by somebody with the password, would sign or give away a whole country
WITH_SECOND_FACTOR = frozenset({COORDINATOR, APPROVER})


def granting(capability: str) -> list[str]:
    """Return the roles that carry this capability; an unknown one is a ValueError.

    >>> granting(SIGN)
    ['approver']
    """
    if capability not in CAPABILITIES:
        raise ValueError(f"There is no capability called {capability!r}.")
    return [role for role, grants in GRANTS.items() if capability in grants]
