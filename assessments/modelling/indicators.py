"""The form of an indicator: its question, a text for each level, and when it is asked."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from assessments.domain import renaming
from assessments.modelling.fields import Area, IdField, LinesField, WholeField, rows_of
from assessments.modelling.forms import DependsRow, ReferenceRow, ThingForm

MOST_LEVELS = 50


class IndicatorForm(ThingForm):
    """One question, and what a visitor would see at each level of it."""

    title = forms.CharField(label=_("Title"), max_length=300)
    id = IdField()
    question = forms.CharField(label=_("Question"), widget=Area(2))
    why = forms.CharField(label=_("Why it matters"), widget=Area(2), required=False)
    scale = forms.ChoiceField(
        label=_("Scale"),
        required=False,
        help_text=_("With another scale the number of levels changes once this is saved."),
    )
    stage = forms.ChoiceField(
        label=_("Stage"),
        required=False,
        help_text=_("For the gates that go by stages: the stage that asks for this indicator."),
    )
    weight = WholeField(least=1, label=_("Weight"), initial=1)
    core = forms.BooleanField(label=_("Belongs to a rapid round"), required=False)
    evidence = LinesField(
        label=_("What would show it"), required=False, help_text=_("One piece of evidence a line.")
    )
    tables = {"depends_on": rows_of(DependsRow), "references": rows_of(ReferenceRow)}

    def shape(self) -> None:
        """Offer scales and stages, and a text for each level of the scale that is chosen."""
        for name, field in (("scales", "scale"), ("stages", "stage")):
            known = [
                (one.get("id"), one.get("title") or one.get("id"))
                for one in renaming.tables(self.draft.get(name))
            ]
            own = self.thing.get(field)
            if own and own not in dict(known):
                known.append((own, own))
            first = _("the levels of the model") if field == "scale" else _("none")
            self.fields[field].choices = [("", first), *known]
        texts = self.thing.get("levels") or []
        for number, name in enumerate(_levels(self.draft, self._scale(), self._least(texts))):
            label = _t("Level %(number)s: %(name)s") % {"number": number, "name": name}
            text = texts[number] if number < len(texts) else ""
            self.fields[f"level-{number}"] = forms.CharField(
                label=label.rstrip(": "), required=False, initial=text, widget=Area(2)
            )

    def _scale(self) -> str:
        """The scale that was chosen on the page, else the one that is stored."""
        told = self.data.get("scale") if self.is_bound else self.thing.get("scale")
        return str(told or "")

    def _least(self, texts: list[str]) -> int:
        """So many levels are shown at least: nothing that is stored or was typed disappears."""
        typed = [n for n in range(MOST_LEVELS) if self.data.get(f"level-{n}", "").strip()]
        return max([len(texts), *(number + 1 for number in typed)])

    def clean(self) -> dict[str, Any]:
        """Levels have texts either all or none; a hole between texts is told at its field."""
        told = self._texts()
        while told and not told[-1]:
            told.pop()
        for number, text in enumerate(told):
            if not text:
                self.add_error(f"level-{number}", _("Levels have texts either all or none."))
        return self.cleaned_data

    def _texts(self) -> list[str]:
        names = [name for name in self.fields if name.startswith("level-")]
        return [self.cleaned_data.get(name) or "" for name in names]

    def values(self) -> dict[str, Any]:
        """Return the fields; what equals its default is left out."""
        told = super().values()
        told["core"] = told["core"] or None
        told["levels"] = [text for text in self._texts() if text] or None
        return told


def condition_rows(depends_on: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the conditions of an indicator."""
    return [
        {**one, "kind": kind}
        for kind in ("all", "any")
        for one in renaming.tables(depends_on.get(kind))
    ]


def depends_on(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return the conditions of an indicator as a mapping holds them; None where there are none."""
    found: dict[str, Any] = {}
    for row in rows:
        told = dict(row)
        found.setdefault(told.pop("kind", "all"), []).append(told)
    return found or None


def _levels(draft: Mapping[str, Any], scale: str, least: int) -> list[str]:
    """The names of the levels of a scale, as many as there are texts at least."""
    names = list(draft.get("scale") or [])
    for one in renaming.tables(draft.get("scales")):
        if scale and one.get("id") == scale:
            names = [str(a.get("title", "")) for a in renaming.tables(one.get("answers"))]
    return (names + [""] * (least - len(names)))[:MOST_LEVELS]
