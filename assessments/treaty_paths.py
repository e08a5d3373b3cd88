"""What each treaty on cooperation against cybercrime asks next of a state, by where it stands."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TREATIES = ("budapest", "budapest-second-protocol", "un-cybercrime", "malabo")
"""The facts that are treaties, which a state joins on a day."""

_NEXT: Mapping[tuple[str, str], Promise] = MappingProxyType(
    {
        ("budapest", "none"): gettext_lazy(
            "A letter to the Council of Europe that asks for accession, once a law or a draft shows"
            " that the Convention can be kept; the Parties then decide on an invitation."
        ),
        ("budapest", "invited"): gettext_lazy(
            "The law in force and the deposit of the instrument, before the invitation ends after"
            " five years; the contact point and the central authority are named with it."
        ),
        ("budapest", "signed"): gettext_lazy(
            "The law in force and the deposit of the instrument of ratification; the contact point"
            " and the central authority are named with it."
        ),
        ("budapest", "party"): gettext_lazy(
            "To use it: a contact point that answers at every hour, requests with figures, and a"
            " seat in the committee of the Parties."
        ),
        ("budapest-second-protocol", "none"): gettext_lazy(
            "Open to Parties to the Convention: a comparison with its articles on direct requests"
            " to providers, emergencies and personal data, before a signature."
        ),
        ("budapest-second-protocol", "signed"): gettext_lazy(
            "Ratification, with the declarations that it leaves to each state and the safeguards"
            " for personal data in the law."
        ),
        ("budapest-second-protocol", "ratified"): gettext_lazy(
            "Forms and one address for requests to and from providers, and figures on them."
        ),
        ("un-cybercrime", "none"): gettext_lazy(
            "A comparison with the law, then the way that the depositary names on that day:"
            " signature and ratification, or accession."
        ),
        ("un-cybercrime", "signed"): gettext_lazy(
            "Ratification, with a central authority and a contact point, and with the human rights"
            " clauses and safeguards in the law."
        ),
        ("un-cybercrime", "ratified"): gettext_lazy(
            "The notices that the depositary asks for: central authority, contact point, languages;"
            " practice begins when the Convention is in force."
        ),
        ("malabo", "none"): gettext_lazy(
            "Open to member states of the African Union: a comparison with the law, also on"
            " personal data, then ratification and deposit."
        ),
        ("malabo", "signed"): gettext_lazy(
            "Ratification and deposit, with an authority for personal data and a body that"
            " cooperates with other Parties."
        ),
        ("malabo", "party"): gettext_lazy(
            "To use it: named bodies that answer other Parties, an authority for personal data, and"
            " figures."
        ),
    }
)


def next_step(treaty: str, status: str) -> str:
    """Say what a treaty asks next where its status is known; "" for what is no treaty."""
    if treaty not in TREATIES:
        return ""
    return str(_NEXT[treaty, status])


def unknown() -> str:
    """Say what comes first where nobody has said how a state stands."""
    return _(
        "First look at the list of the depositary, and confirm on the page of facts what it says."
    )
