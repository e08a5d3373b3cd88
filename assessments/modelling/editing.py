"""Pages on which one thing of a draft is added or edited."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from assessments.domain import drafting, renaming
from assessments.modelling import indicators
from assessments.modelling.doors import MOVED, REFUSED, DraftPage
from assessments.modelling.fields import Rows
from assessments.modelling.forms import GeneralForm, ProfileForm, ThingForm
from assessments.modelling.kinds import KINDS

SAVED = _("Saved.")
INCOMPLETE = _("Not saved: something is missing or wrong. It is said at each field below.")


class ThingPage(DraftPage):
    """A form with its tables. What was typed comes back whenever it is not saved."""

    template_name = "assessments/modelling/thing.html"
    form_class: type[ThingForm]
    thing: dict[str, Any]
    path = ""
    anchor = ""
    """The id of the thing, or of the part to which a new one is added: it must still be there."""

    def find(self) -> None:
        """Find what the page is for; Http404 where there is nothing."""
        raise NotImplementedError

    def changed(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the draft with the thing as it was typed."""
        return drafting.update(self.draft.content, self.path, values)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the form."""
        self.find()
        return self._shown(*self._forms())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Store what was typed, or show it again with what is wrong."""
        self.find()
        form, tables = self._forms(request.POST)
        whole = [form.is_valid(), *(table.is_valid() for table in tables.values())]
        if not all(whole):
            return self._shown(form, tables, INCOMPLETE)
        if request.POST.get("was", "") != self.anchor:
            return self._shown(form, tables, MOVED)
        values = self._values(form, tables)
        if refusal := self.save(self.changed(values), self._renamed(values)):
            return self._shown(form, tables, refusal)
        self.tell(SAVED)
        return self.back(self.path)

    def _forms(self, typed: Any = None) -> tuple[ThingForm, dict[str, Rows]]:
        form = self.form_class(typed, draft=self.draft.content, thing=self.thing, path=self.path)
        tables = {
            name: table(typed, prefix=name, initial=self._rows(name))
            for name, table in form.tables.items()
        }
        return form, tables

    def _rows(self, name: str) -> list[dict[str, Any]]:
        held = self.thing.get(name)
        if name == "depends_on":
            return indicators.condition_rows(held or {})
        return renaming.tables(held)

    def _values(self, form: ThingForm, tables: dict[str, Rows]) -> dict[str, Any]:
        values = form.values()
        for name, table in tables.items():
            rows = table.rows()
            if name == "depends_on":
                values[name] = indicators.depends_on(rows)
            else:
                values[name] = rows or (None if name == "references" else [])
        return values

    def _renamed(self, values: dict[str, Any]) -> tuple[str, str] | None:
        before, after = self.thing.get("id"), values.get("id")
        return (before, after) if before and after and before != after and self.path else None

    def _shown(self, form: ThingForm, tables: dict[str, Rows], refusal: Any = "") -> HttpResponse:
        self.draft.refresh_from_db(fields=["revision"])
        known = [
            (one.get("id"), one.get("title")) for _, one in renaming.indicators(self.draft.content)
        ]
        return self.answer(
            status=REFUSED if refusal else 200,
            form=form,
            fields=[form[name] for name in form.fields if "-" not in name],
            levels=[form[name] for name in form.fields if name.startswith("level-")],
            minimum=self._minimum(form),
            is_target=self.path.startswith("targets"),
            tables=list(tables.items()),
            known=known if tables else [],
            was=self.request.POST.get("was", self.anchor),
            refusal=refusal,
            thing_path=self.path,
        )

    def _minimum(self, form: ThingForm) -> list[tuple[str, list[Any]]]:
        """The levels of a profile, by parts: title, and the fields."""
        if not isinstance(form, ProfileForm):
            return []
        found = []
        for _path, node in renaming.nodes(self.draft.content):
            names = (f"minimum-{one.get('id')}" for one in renaming.tables(node.get("indicators")))
            fields = [form[name] for name in names if name in form.fields]
            if fields:
                found.append((str(node.get("title") or node.get("id")), fields))
        return found


class General(ThingPage):
    """What holds for the whole model."""

    form_class = GeneralForm

    def find(self) -> None:
        """The thing is the draft itself."""
        self.thing, self.anchor = self.draft.content, self.draft.slug

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return _("What holds for the whole model")


class Edit(ThingPage):
    """One thing that is there."""

    def find(self) -> None:
        """Find the thing at the path."""
        self.path = self.kwargs["place"]
        try:
            self.said = KINDS[drafting.kind(self.path)]
            self.thing = drafting.find(self.draft.content, self.path)
        except drafting.Nowhere:
            raise Http404 from None
        self.form_class, self.anchor = self.said.form, str(self.thing.get("id", ""))

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return self.said.change


class Add(ThingPage):
    """A new thing at the end of a list."""

    def find(self) -> None:
        """Find the list at the path."""
        self.into = self.kwargs["place"]
        try:
            self.said = KINDS[drafting.kind(self.into)]
            if self.into.rpartition(".")[2].isdecimal():
                raise drafting.Nowhere(self.into)
            above = drafting.find(self.draft.content, self.into.rpartition(".")[0])
        except drafting.Nowhere:
            raise Http404 from None
        self.form_class, self.thing = self.said.form, {}
        self.anchor = str(above.get("id", ""))

    def changed(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the draft with the new thing."""
        thing = {name: value for name, value in values.items() if value is not None}
        changed, self.path = drafting.add(self.draft.content, self.into, thing)
        return changed

    def get_page_title(self) -> Any:
        """Say what the page is for."""
        return self.said.add
