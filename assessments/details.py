"""Everything that the library says of an action in a plan: what its page in a report shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from assessments import partners
from assessments.domain.actions import Action, Need, options
from assessments.domain.own import UNSAID
from assessments.roadmap_steps import VERIFY, Step, Telling
from assessments.wording import SOURCE, Text
from cms.press import formatting

RISKS: Mapping[str, Promise] = MappingProxyType(
    {
        "low": gettext_lazy("low"),
        "medium": gettext_lazy("medium"),
        "high": gettext_lazy("high"),
    }
)
OURS = "ours"
"""The source says already that an estimate is our own."""
CERTAINTIES: Mapping[str, Promise] = MappingProxyType(
    {
        "seen": gettext_lazy("seen at the source"),
        "known": gettext_lazy("general knowledge, not yet confirmed"),
        "ours": gettext_lazy("our own estimate"),
    }
)


@dataclass(frozen=True, slots=True)
class Raised:
    """An indicator that the action raises, and what a visitor will see then."""

    title: str
    before: int | None
    after: int
    text: str


@dataclass(frozen=True, slots=True)
class Before:
    """What must or should come first: the actions that meet it, and why.

    `there` says that it is in place already, so that the plan holds no action for it.
    """

    actions: str
    hard: bool
    there: bool
    reason: Text


@dataclass(frozen=True, slots=True)
class Share:
    """What one role does, in person-months."""

    role: Text
    set_up: str
    running: str


@dataclass(frozen=True, slots=True)
class Detail:
    """One action of the library in full."""

    step: Step
    raised: tuple[Raised, ...]
    before: tuple[Before, ...]
    shares: tuple[Share, ...]
    drivers: tuple[Text, ...]
    supports: tuple[Text, ...]
    partners: str
    touches: tuple[Text, ...]
    risk: str
    risk_code: str
    safeguards: tuple[Text, ...]
    oversight: Text | None
    source: Text
    certainty: str


def of(steps: tuple[Step, ...], telling: Telling) -> tuple[Detail, ...]:
    """Return the details of the library's actions among the steps, in their order."""
    return tuple(_detail(step, telling) for step in steps if not step.id.startswith(VERIFY))


def first(need: Need, step: Step, telling: Telling) -> list[str]:
    """Name the planned actions that meet a need and are over before a step begins."""
    ends = telling.ends
    found = options(telling.release, need)
    return [name for name in found if name in ends and ends[name] < step.start]


def _detail(step: Step, telling: Telling) -> Detail:
    action, say = telling.release.action(step.id), telling.actions
    return Detail(
        step=step,
        raised=tuple(_raised(step, telling)),
        before=tuple(_before(step, telling)),
        shares=tuple(_shares(action, telling)),
        drivers=tuple(say.every(f"{step.id}/drivers")),
        supports=tuple(say.every(f"{step.id}/supports")),
        partners=formatting.join(map(partners.name, action.partners), telling.language)
        if action.partners
        else "",
        touches=tuple(say.every(f"{step.id}/touches")),
        risk=str(RISKS[action.rights.risk]),
        risk_code=action.rights.risk,
        safeguards=tuple(say.every(f"{step.id}/safeguards")),
        oversight=say(f"{step.id}/oversight") if action.rights.oversight else None,
        source=_given(say(f"{step.id}/source")),
        certainty="" if action.certainty == OURS else str(CERTAINTIES[action.certainty]),
    )


def _before(step: Step, telling: Telling) -> Iterator[Before]:
    """Give what must come first, and what should where the plan has it first."""
    for number, need in enumerate(telling.release.action(step.id).needs):
        earlier, hard = first(need, step, telling), need.kind == "hard"
        if hard or earlier:
            reason = _given(telling.actions(f"{step.id}/needs.{number}"))
            yield Before(_names(need, earlier, telling), hard, not earlier, reason)


def _given(text: Text) -> Text:
    """Say in words that the institution itself names it, where it gives no reason or source."""
    if text.text != UNSAID:
        return text
    language = get_language() or text.language
    return Text(_("The institution has added it itself."), SOURCE, language)


def _raised(step: Step, telling: Telling) -> list[Raised]:
    """One line an indicator: from the first level to the last that the action brings."""
    found: dict[str, Raised] = {}
    for gap in step.closes:
        text = telling.model_text(gap.model, f"{gap.indicator}/levels.{gap.after}")
        before = found.get(gap.title)
        if before is None or gap.after > before.after:
            found[gap.title] = Raised(gap.title, gap.before, gap.after, text)
    return list(found.values())


def _names(need: Need, planned: list[str], telling: Telling) -> str:
    """Name the planned actions that meet a need; without one all that would."""
    ids = options(telling.release, need)
    titles = [telling.title(name) for name in planned or need.any_of if _is_action(name, telling)]
    quoted = [_("“%(action)s”") % {"action": one} for one in titles or [telling.title(ids[0])]]
    return _(" or ").join(quoted)


def _is_action(name: str, telling: Telling) -> bool:
    return any(one.id == name for one in telling.release.actions)


def _shares(action: Action, telling: Telling) -> list[Share]:
    names = telling.actions.every(f"{action.id}/roles")
    return [
        Share(
            role=name,
            set_up=formatting.number(float(share.set_up), telling.language),
            running=formatting.number(float(share.running_per_year), telling.language),
        )
        for name, share in zip(names, action.staff.by_role, strict=False)
    ]
