"""Forms of the workshop: one for each kind of thing that a model is made of."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from assessments.domain import drafting, renaming
from assessments.modelling.fields import (
    Area,
    ExactField,
    IdField,
    LevelsField,
    LinesField,
    RowForm,
    Rows,
    WholeField,
    rows_of,
)

GATES = (
    ("profile", _("Profile: a stage asks for a level of every indicator")),
    ("mean", _("Mean: a stage is a band of the mean level")),
    ("cumulative", _("Cumulative: a stage is reached when all its indicators are met")),
    ("mean_sum", _("Sum of means: each stage adds the share of its indicators that are met")),
    ("points", _("Points: a stage is a band of the share of points")),
)
SAME_GATE = ("", _("as above it"))


class ThingForm(forms.Form):
    """A thing of a draft: its fields, filled from the mapping and written back to it."""

    use_required_attribute = False
    tables: Mapping[str, type[Rows]] = {}
    """Tables of rows that belong to the thing, by their names in the mapping."""

    def __init__(
        self,
        *args: Any,
        draft: Mapping[str, Any],
        thing: Mapping[str, Any],
        path: str = "",
        **more: Any,
    ) -> None:
        self.draft, self.thing, self.path = draft, thing, path
        super().__init__(*args, **more)
        self.shape()
        for name, field in self.fields.items():
            if name in thing:
                self.initial.setdefault(name, thing[name])
            if name == "id":
                field.required = bool(thing)
            if isinstance(field.widget, forms.TextInput | forms.Textarea):
                field.widget.attrs.setdefault("dir", "auto")  # texts of any language stand here

    def shape(self) -> None:
        """Add the fields that depend on the draft."""

    def clean_id(self) -> str:
        """Return an id that nothing else has; made of the title where none is typed."""
        told: str = self.cleaned_data["id"]
        if not told:
            title = self.data.get("title") or self.data.get("text") or ""
            return drafting.free_id(self.draft, title[:40])
        if told != self.thing.get("id") and told in ("model", *drafting.ids(self.draft)):
            raise forms.ValidationError(_("Something else in this model has this id already."))
        return told

    def values(self) -> dict[str, Any]:
        """Return the fields for the mapping; None takes a field away."""
        told = self.cleaned_data
        return {name: self.held(told.get(name)) for name in self.fields if "-" not in name}

    @staticmethod
    def held(value: Any) -> Any:
        """Return a value as a mapping holds it: nothing is None."""
        return None if value in ("", [], None) else value


class GeneralForm(ThingForm):
    """What holds for the whole model."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(label=_("Summary"), widget=Area(2))
    notice = forms.CharField(
        label=_("Notice"),
        widget=Area(2),
        help_text=_("What a result is not: whose model it is, and that it is no audit."),
    )
    source_language = forms.ChoiceField(
        label=_("Language of the texts"), help_text=_("Translations stand beside these texts.")
    )
    gate = forms.ChoiceField(label=_("How stages are reached"), choices=GATES)
    mean = forms.ChoiceField(
        label=_("Mean"),
        choices=[
            ("nested", _("of the parts, each by its weight")),
            ("flat", _("of all indicators")),
        ],
    )
    not_applicable = forms.ChoiceField(
        label=_("What does not apply"),
        choices=[
            ("excluded", _("is left out of the score")),
            ("at-target", _("counts as if the first target were reached")),
        ],
    )
    scale = LinesField(
        label=_("Levels"),
        help_text=_("A line for each level, from the lowest (0) to the highest."),
    )
    met_from = WholeField(
        label=_("Met from level"),
        required=False,
        help_text=_("From this level on an indicator counts as met; empty is the highest."),
    )
    below = forms.CharField(label=_("Below the first stage"), max_length=200)

    def shape(self) -> None:
        """Offer the languages of the site, and the one that the model has."""
        field = self.fields["source_language"]
        own = self.thing.get("source_language")
        known = dict(settings.LANGUAGES)
        field.choices = [*settings.LANGUAGES, *([(own, own)] if own and own not in known else [])]


class NodeForm(ThingForm):
    """A part or a factor."""

    title = forms.CharField(label=_("Title"), max_length=300)
    id = IdField()
    summary = forms.CharField(label=_("Summary"), widget=Area(2), required=False)
    weight = WholeField(least=1, label=_("Weight"), initial=1)
    gate = forms.ChoiceField(
        label=_("How stages are reached here"), choices=[SAME_GATE, *GATES], required=False
    )


class ConditionRow(RowForm):
    """A condition on the answer to an indicator."""

    needed = ("indicator",)
    indicator = IdField(label=_("Indicator"), help_text="")
    at_least = WholeField(label=_("At least"))
    at_most = WholeField(label=_("At most"))
    among = LevelsField(label=_("Or one of these levels"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["indicator"].widget.attrs["list"] = "indicators"


class DependsRow(ConditionRow):
    """A condition on which it depends whether an indicator is asked."""

    ignored = ("kind",)
    kind = forms.ChoiceField(
        label=_("Which of them"),
        choices=[("all", _("all of these hold")), ("any", _("one of these holds"))],
    )


class ReferenceRow(RowForm):
    """Where another framework speaks of the same."""

    needed = ("framework", "id")
    framework = forms.CharField(label=_("Framework"), max_length=200)
    id = forms.CharField(label=_("Id there"), max_length=200)
    relation = forms.ChoiceField(
        label=_("Relation"),
        choices=[
            ("", _("only points there")),
            ("equal", _("is the same")),
            ("subset", _("is a part of it")),
            ("superset", _("covers more")),
            ("intersects", _("overlaps")),
        ],
    )


class AnswerRow(RowForm):
    """An answer of a scale and its value."""

    needed = ("title", "value")
    title = forms.CharField(label=_("Answer"), max_length=300)
    value = ExactField(label=_("Value"))


class ScaleForm(ThingForm):
    """A named set of answers."""

    title = forms.CharField(label=_("Title"), max_length=200, required=False)
    id = IdField()
    met_from = WholeField(
        label=_("Met from answer"),
        required=False,
        help_text=_("From this answer on an indicator counts as met; empty is the last one."),
    )
    tables = {"answers": rows_of(AnswerRow)}


class ContradictionForm(ThingForm):
    """Conditions that cannot all be true together."""

    text = forms.CharField(
        label=_("Warning"), widget=Area(2), help_text=_("Shown where all conditions are true.")
    )
    id = IdField()
    tables = {"all": rows_of(ConditionRow)}


class ProfileForm(ThingForm):
    """A thing with a level for each indicator: `minimum-<id>` are its fields."""

    def shape(self) -> None:
        """Add a field for each indicator, where profiles are asked for."""
        known = self.thing.get("minimum") or {}
        if not self.is_profile():
            return
        for _path, one in renaming.indicators(self.draft):
            name = str(one.get("id"))
            self.fields[f"minimum-{name}"] = WholeField(
                label=str(one.get("title") or name), required=False, initial=known.get(name)
            )

    def is_profile(self) -> bool:
        """Tell whether this is a profile at all."""
        return True

    def minimum(self) -> dict[str, int]:
        """Return the levels that were typed, by indicator."""
        told = ((n.partition("-")[2], self.cleaned_data.get(n)) for n in self.fields if "-" in n)
        return {name: level for name, level in told if level is not None}


class StageForm(ProfileForm):
    """A stage: a score under one gate, under another a level for each indicator."""

    title = forms.CharField(label=_("Title"), max_length=200)
    id = IdField()
    summary = forms.CharField(label=_("Summary"), widget=Area(2))
    at_least = ExactField(
        label=_("Score from"),
        required=False,
        help_text=_("For a stage that is a band of the score: a whole number or such as 5/2."),
    )

    def is_profile(self) -> bool:
        """Tell whether the gate of the model or of a part asks for profiles."""
        gates = [
            self.draft.get("gate"),
            *(n.get("gate") for _path, n in renaming.nodes(self.draft)),
        ]
        return "profile" in gates or bool(self.thing.get("minimum"))

    def values(self) -> dict[str, Any]:
        """Return the fields; a stage of no profile has no minimums."""
        return {**super().values(), "minimum": self.held(self.minimum() or None)}


class TargetForm(ProfileForm):
    """A named profile to aim at; what is left empty it does not speak of."""

    title = forms.CharField(label=_("Title"), max_length=200)
    id = IdField()
    summary = forms.CharField(label=_("Summary"), widget=Area(2), required=False)

    def values(self) -> dict[str, Any]:
        """Return the fields; the levels are always there."""
        return {**super().values(), "minimum": self.minimum()}
