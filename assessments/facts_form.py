"""The facts of a country to confirm, correct, or not to know; every one can be skipped."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments import country_facts, country_words, library, treaty_paths
from assessments.country_facts import Said
from assessments.domain.context import UNKNOWN, Country, Fact, Subject

_PARTS = str.maketrans("،،;؛/\n", ",,,,,,")


BESIDE = ("note", "until", "since")
"""What is said beside an answer."""


class Languages(forms.CharField):
    """Languages by name or code, parted by commas; their codes come out."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """Return the codes, each once; a sentence says which name is none."""
        names = [one.strip() for one in super().clean(value).translate(_PARTS).split(",")]
        found: dict[str, None] = {}
        for name in filter(None, names):
            code = country_words.language_code(name)
            if code is None:
                raise forms.ValidationError(
                    _(
                        "“%(name)s” is no language that is known here. Write its name in the"
                        " language of this page or in English, or its code, such as %(code)s."
                    ),
                    params={"name": name, "code": "sw"},
                )
            found[code] = None
        return tuple(found)


class FactsForm(forms.Form):
    """For each fact an answer, where it stands, and until when; for each group one tick.

    The names of the fields are `answer-`, `others-`, `note-`, `until-` and, of a treaty, `since-`
    with the id of the fact, and `all-` with that of the group.
    """

    def __init__(self, data: Any = None, *, country: Country, today: date) -> None:
        super().__init__(data)
        self.country, self.today = country, today
        self.subjects = {one.id: one for one in library.countries().subjects}
        for subject in self.subjects.values():
            self._ask(subject)
        for group in country_words.GROUPS:
            self.fields[f"all-{group}"] = forms.BooleanField(
                label=_("All that is listed in this group is right"), required=False
            )

    def _ask(self, subject: Subject) -> None:
        fact = self.country.facts[subject.id]
        self.fields[f"answer-{subject.id}"] = forms.ChoiceField(
            label=_("Your answer"),
            required=False,
            choices=list(_answers(subject, fact)),
            error_messages={
                "invalid_choice": gettext_lazy(
                    "What is listed has changed meanwhile. Look at it again and choose once more."
                )
            },
        )
        if not subject.values:
            self.fields[f"others-{subject.id}"] = Languages(
                label=_("Or the right ones, parted by commas"), required=False, max_length=300
            )
        self.fields[f"note-{subject.id}"] = forms.CharField(
            label=_("Where it stands"), required=False, max_length=200
        )
        self.fields[f"until-{subject.id}"] = _day(_("Valid until"))
        if subject.id in treaty_paths.TREATIES:
            self.fields[f"since-{subject.id}"] = _day(_("Since when, as the depositary has it"))

    def clean(self) -> dict[str, Any]:
        """Judge what no field can judge alone; a note without an answer is not thrown away."""
        data = super().clean() or {}
        for name in self.subjects:
            parts = ("answer", "others", "until", "since")
            if self.errors.keys() & {f"{part}-{name}" for part in parts}:
                continue
            answer, others = data[f"answer-{name}"], data.get(f"others-{name}")
            said = self._said(name)
            if answer and others:
                self.add_error(
                    f"others-{name}",
                    _("You chose an answer and also wrote others. Keep one of the two."),
                )
            elif said is None and any(data.get(f"{part}-{name}") for part in BESIDE):
                self.add_error(
                    f"answer-{name}",
                    _("You wrote where it stands, since or until when, but chose no answer."),
                )
            elif said is not None and said.since and said.since > self.today:
                self.add_error(f"since-{name}", _("Write a day that is not in the future."))
            elif said is not None and not said.is_in_time(self.today):
                self.add_error(f"until-{name}", country_facts.TOO_LATE)
        return data

    def said(self) -> dict[str, Said]:
        """Return what was answered, by fact; what was skipped is not among it."""
        found = {name: self._said(name) for name in self.subjects}
        return {name: one for name, one in found.items() if one is not None}

    def _said(self, name: str) -> Said | None:
        data = self.cleaned_data
        value: str | tuple[str, ...] = data.get(f"others-{name}") or data[f"answer-{name}"]
        fact = self.country.facts[name]
        if isinstance(value, str) and value and not self.subjects[name].values:
            value = value if value == UNKNOWN else fact.value
        if not value and self._is_ticked(name):
            value = fact.value
        if not value:
            return None
        note, since = data.get(f"note-{name}") or "", data.get(f"since-{name}")
        return Said(value, note, data[f"until-{name}"], since)

    def _is_ticked(self, name: str) -> bool:
        """Tell whether the tick of its group confirms this fact."""
        fact = self.country.facts[name]
        return self.cleaned_data.get(f"all-{country_words.group(name)}", False) and is_open(
            fact, self.today
        )


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


def is_open(fact: Fact, today: date) -> bool:
    """Tell whether there is something to confirm: a value that is shown and not confirmed."""
    return country_facts.state(fact, today) in ("open", "expired")


def _answers(subject: Subject, fact: Fact) -> Iterator[tuple[str, str]]:
    yield "", _("Skip: leave it as it is")
    now = fact.value if country_facts.is_printed(fact) else None
    if now is not None:
        code = now if isinstance(now, str) else " ".join(now)
        yield code, _("Confirm: %(value)s") % {"value": country_words.value(now, subject.id)}
    for value in subject.values:
        if value != now:
            word = country_words.value(value, subject.id)
            yield value, word if now is None else _("Correct: %(value)s") % {"value": word}
    yield UNKNOWN, _("We do not know")
