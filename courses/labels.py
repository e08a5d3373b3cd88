"""Words that courses and scenarios share: topics, levels, axes, letters of evidence, channels."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

AXES: Mapping[str, Promise] = MappingProxyType(
    {
        "harm-reduced": pgettext_lazy("axis of a scenario", "Harm reduced"),
        "legality": pgettext_lazy("axis of a scenario", "Legality"),
        "rights": pgettext_lazy("axis of a scenario", "Rights of people"),
        "trust": pgettext_lazy("axis of a scenario", "Trust"),
        "speed": pgettext_lazy("axis of a scenario", "Speed"),
        "learning": pgettext_lazy("axis of a scenario", "Learning"),
    }
)

LEVELS: Mapping[str, Promise] = MappingProxyType(
    {
        "introductory": pgettext_lazy("level of a scenario", "Introductory"),
        "intermediate": pgettext_lazy("level of a scenario", "Intermediate"),
        "advanced": pgettext_lazy("level of a scenario", "Advanced"),
    }
)

CHANNELS: Mapping[str, Promise] = MappingProxyType(
    {
        "telephone": pgettext_lazy("news arrive by", "By telephone"),
        "e-mail": pgettext_lazy("news arrive by", "By e-mail"),
        "letter": pgettext_lazy("news arrive by", "By letter"),
        "news": pgettext_lazy("news arrive by", "In the news"),
        "meeting": pgettext_lazy("news arrive by", "In a meeting"),
    }
)

# The Admiralty code: a letter for the source, a number for what it says
RELIABILITY: Mapping[str, Promise] = MappingProxyType(
    {
        "A": pgettext_lazy("source", "completely reliable"),
        "B": pgettext_lazy("source", "usually reliable"),
        "C": pgettext_lazy("source", "fairly reliable"),
        "D": pgettext_lazy("source", "not usually reliable"),
        "E": pgettext_lazy("source", "unreliable"),
        "F": pgettext_lazy("source", "reliability cannot be judged"),
    }
)
CREDIBILITY: Mapping[int, Promise] = MappingProxyType(
    {
        1: pgettext_lazy("information", "confirmed by other sources"),
        2: pgettext_lazy("information", "probably true"),
        3: pgettext_lazy("information", "possibly true"),
        4: pgettext_lazy("information", "doubtful"),
        5: pgettext_lazy("information", "improbable"),
        6: pgettext_lazy("information", "truth cannot be judged"),
    }
)
CONFIDENCE: Mapping[str, Promise] = MappingProxyType(
    {
        "low": _("low confidence"),
        "moderate": _("moderate confidence"),
        "high": _("high confidence"),
    }
)

# The eleven voluntary, non-binding norms of responsible State behaviour (A/70/174, paragraph 13),
# and the global confidence-building measures, by what each is about; not their wording
NORMS: Mapping[str, Promise] = MappingProxyType(
    {
        "a": _("States cooperate to make the use of ICTs more stable and secure"),
        "b": _("After an incident, all relevant information is considered"),
        "c": _("A territory is not knowingly let be used for wrongful acts"),
        "d": _("States cooperate against criminal and terrorist use of ICTs"),
        "e": _("Human rights are respected online, privacy among them"),
        "f": _("Critical infrastructure of others is not knowingly damaged"),
        "g": _("States protect their own critical infrastructure"),
        "h": _("Requests for help from a State under attack are answered"),
        "i": _("The supply chain is kept safe"),
        "j": _("Vulnerabilities are reported responsibly"),
        "k": _("Emergency response teams are neither harmed nor misused"),
    }
)
MEASURES: Mapping[str, Promise] = MappingProxyType(
    {
        "1": _("Points of contact in a global directory"),
        "2": _("Dialogue and consultation between States"),
        "3": _("Sharing of national views, strategies and structures"),
        "4": _("Common work on confidence-building measures"),
        "5": _("Exchange on cooperation and partnerships for capacity"),
        "6": _("Workshops, seminars and training"),
        "7": _("Exchange on the protection of critical infrastructure"),
        "8": _("Partnership of public and private sector"),
    }
)

TOPICS: Mapping[str, Promise] = MappingProxyType(
    {
        "strategy": pgettext_lazy("topic of a course", "National strategy"),
        "governance": pgettext_lazy("topic of a course", "Governance and institutions"),
        "legislation": pgettext_lazy("topic of a course", "Legislation"),
        "csirt": pgettext_lazy("topic of a course", "National CSIRT"),
        "incident-response": pgettext_lazy("topic of a course", "Incident response"),
        "critical-infrastructure": pgettext_lazy("topic of a course", "Critical infrastructure"),
        "cybercrime": pgettext_lazy("topic of a course", "Cybercrime"),
        "diplomacy": pgettext_lazy("topic of a course", "Cyber diplomacy"),
        "skills": pgettext_lazy("topic of a course", "Skills and training"),
        "awareness": pgettext_lazy("topic of a course", "Awareness"),
    }
)

COURSE_LEVELS: Mapping[str, Promise] = MappingProxyType(
    {
        "introductory": pgettext_lazy("level of a course", "Introductory"),
        "intermediate": pgettext_lazy("level of a course", "Intermediate"),
        "advanced": pgettext_lazy("level of a course", "Advanced"),
    }
)
