"""The page of a draft: its tree and its lists, with all that can be done to them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments import services
from assessments.domain import drafting, renaming
from assessments.modelling import texts
from assessments.modelling.doors import ANY, DraftPage
from assessments.modelling.kinds import KINDS
from assessments.services.drafts import CHANGE, DISCARD
from assessments.services.frameworks import PUBLISH, TRANSLATE

SMALL = 60
"""So many parts and indicators are shown unfolded."""

STEPS = {"up": -1, "down": 1}
LISTS = (
    ("stages", _("Stages"), _("Add a stage")),
    ("scales", _("Scales"), _("Add a scale")),
    ("targets", _("Targets"), _("Add a target")),
    ("contradictions", _("Rules for answers that contradict each other"), _("Add a rule")),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the tree: "open" and "close" bracket a part, "leaf" is an indicator."""

    mark: str
    path: str = ""
    title: str = ""
    id: str = ""
    count: int = 0
    unfolded: bool = False
    is_first: bool = False
    is_last: bool = False


class Draft(DraftPage):
    """The whole draft. Its one form moves things; everything else is a link."""

    permissions = ANY
    template_name = "assessments/modelling/draft.html"

    def get_page_title(self) -> Any:
        """Say which model it is."""
        return self.version.title

    def between(self) -> list[dict[str, Any]]:
        """Nothing lies between the list and the draft."""
        return []

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the draft, unfolded where something was just done."""
        content, at = self.draft.content, request.GET.get("at", "")
        return self.answer(
            content=content,
            rows=list(rows(content, at)),
            lists=[_list(content, *one) for one in LISTS],
            base=self.home(),
            languages=texts.others(self.version) if request.user.has_perm(TRANSLATE) else [],
            losses_heading=_("Lost in import"),
            version=self.version,
            may_change=request.user.has_perm(CHANGE),
            may_publish=request.user.has_perm(PUBLISH),
            may_discard=request.user.has_perm(DISCARD),
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Move one thing before or after its neighbour."""
        deed, _colon, path = request.POST.get("do", "").partition(":")
        try:
            changed, path = drafting.move(self.draft.content, path, STEPS[deed])
        except (KeyError, drafting.Nowhere):
            raise Http404 from None
        if refusal := self.save(changed):
            self.refuse(refusal)
            return self.back()
        return self.back(path)


class Remove(DraftPage):
    """Asks before a thing is removed."""

    template_name = "assessments/modelling/confirm.html"

    def _find(self) -> dict[str, Any]:
        self.path = self.kwargs["place"]
        try:
            self.said = KINDS[drafting.kind(self.path)]
            return drafting.find(self.draft.content, self.path)
        except drafting.Nowhere:
            raise Http404 from None

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return self.said.remove

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        thing = self._find()
        inside = renaming.inside(thing) if drafting.kind(self.path) == "node" else set()
        title = thing.get("title") or thing.get("text") or thing.get("id")
        return self.answer(
            named=title, count=len(inside), was=thing.get("id", ""), yes=_("Yes, remove it")
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove it, unless something else stands there by now."""
        thing = self._find()
        if request.POST.get("was", "") != str(thing.get("id", "")):
            self.refuse(services.OVERTAKEN)
        elif refusal := self.save(drafting.remove(self.draft.content, self.path)):
            self.refuse(refusal)
        else:
            self.tell(_("Removed."))
        return self.back(self.path.partition(".factors")[0].partition(".indicators")[0])


class Discard(DraftPage):
    """Asks before a draft is thrown away."""

    permissions = (DISCARD,)
    template_name = "assessments/modelling/confirm.html"

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("Discard this draft")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask."""
        return self.answer(named=self.version.title, yes=_("Yes, discard it"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Discard it."""
        try:
            services.discard(user=request.user, draft_id=self.draft.pk)
            self.tell(_("The draft was discarded."))
        except services.Refused as no:
            self.refuse(no.sentence)
        return redirect("modelling:index")


class Publish(DraftPage):
    """Asks before a draft is published, which cannot be taken back."""

    permissions = (PUBLISH,)
    template_name = "assessments/modelling/confirm.html"

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("Publish this version")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, or say that problems stand in the way."""
        return self.answer(named=self.version.title, yes=_("Yes, publish it"), is_publishing=True)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Publish it, if it is still what the page showed."""
        if self.seen() != self.draft.revision:
            self.refuse(services.OVERTAKEN)
            return self.back()
        try:
            services.publish(user=request.user, draft_id=self.draft.pk)
        except services.Refused as no:
            self.refuse(no.sentence)
            return self.back()
        self.tell(_("Published: it is offered in every new assessment from now on."))
        return redirect("modelling:index")


def rows(content: Mapping[str, Any], at: str = "") -> Iterator[Row]:
    """Give the lines of the tree; `at` names what must not be folded away."""
    small = sum(1 for _ in renaming.nodes(content)) + sum(1 for _ in renaming.indicators(content))
    yield from _below(renaming.tables(content.get("dimensions")), "dimensions", at, small <= SMALL)


def _below(nodes: list[dict[str, Any]], into: str, at: str, small: bool) -> Iterator[Row]:
    for number, node in enumerate(nodes):
        path = f"{into}.{number}"
        leaves, factors = (renaming.tables(node.get(name)) for name in ("indicators", "factors"))
        unfolded = small or at == path or at.startswith(f"{path}.")
        count = sum(1 for _ in renaming.indicators({"dimensions": [node]}))
        ends = (number == 0, number == len(nodes) - 1)
        yield Row("open", path, *_named(node), count, unfolded, *ends)
        for place, leaf in enumerate(leaves):
            ends = (place == 0, place == len(leaves) - 1)
            yield Row("leaf", f"{path}.indicators.{place}", *_named(leaf), 0, False, *ends)
        yield from _below(factors, f"{path}.factors", at, small)
        yield Row("close", path)


def _list(content: Mapping[str, Any], name: str, label: Any, add: Any) -> dict[str, Any]:
    things = renaming.tables(content.get(name))
    last = len(things) - 1
    found = [
        Row("leaf", f"{name}.{n}", *_named(one), 0, False, n == 0, n == last)
        for n, one in enumerate(things)
    ]
    return {"name": name, "label": label, "add": add, "rows": found}


def _named(thing: Mapping[str, Any]) -> tuple[str, str]:
    name = str(thing.get("id", ""))
    return str(thing.get("title") or thing.get("text") or name or _t("without a title")), name
