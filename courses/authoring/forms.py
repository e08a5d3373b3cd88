"""The form of a question: what every kind has, and what only one of them needs."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.authoring.fields import Area, FigureField, LineField, LinesField, Rows, rows_of
from courses.authoring.rows import TABLES, Table
from courses.domain.questions import GAP, TRUE_FALSE
from courses.models.items import Difficulty

VERDICTS = ("numeric", "short")


class ItemForm(forms.Form):
    """A question of one kind, with its rows. `held` is what it holds now, as `rows.filled` gives
    it; `teaches` are the outcomes (id and words) and the places of the course's lessons."""

    use_required_attribute = False

    prompt = LineField(label=_("Question"))
    objective = forms.ChoiceField(
        label=_("Objective"), help_text=_("What a lesson of this course promises, and this asks.")
    )
    difficulty = forms.ChoiceField(
        label=_("Difficulty"), choices=Difficulty.choices, initial="medium"
    )
    see = forms.ChoiceField(
        label=_("The passage that teaches it"),
        required=False,
        help_text=_("Whoever answers wrongly is led there."),
    )
    bank = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=_("Bank"),
        required=False,
        max_length=60,
        help_text=_("A set of questions that quizzes draw from: small letters, digits, hyphens."),
        error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
    )
    hint = LineField(
        label=_("Hint"),
        required=False,
        help_text=_("It helps after a wrong answer, where the quiz lets people try again."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        kind: str,
        held: Mapping[str, Any],
        ids: set[str],
        outcomes: Mapping[str, str],
        places: Sequence[str],
        languages: Sequence[str],
    ) -> None:
        super().__init__(data, initial=dict(held))
        self.kind, self.ids, self.languages = kind, ids, languages
        self.fields["objective"].choices = [("", "…"), *outcomes.items()]
        self.fields["see"].choices = [("", "…"), *((one, one) for one in places)]
        self._keep_what_was("objective", held)
        self._keep_what_was("see", held)
        self._add_fields(held)
        self.table: Table | None = TABLES.get(kind)
        self.rows: Rows | None = None
        if self.table:
            spare = self.table.spare if held.get("rows") or not self.table.spare else 5
            made = rows_of(self.table.form, spare)
            shown = held.get("rows") or self._fixed()
            self.rows = made(data, initial=shown, prefix="rows")

    def _keep_what_was(self, name: str, held: Mapping[str, Any]) -> None:
        """What a question names stays choosable, so that the check says what is wrong with it."""
        was, field = held.get(name), self.fields[name]
        if was and was not in dict(field.choices):
            field.choices = [*field.choices, (was, was)]

    def _fixed(self) -> list[dict[str, Any]]:
        if self.kind != "true-false":
            return []
        with translation.override(self.languages[0]):  # learners read them, not who writes here
            words = (str(_("True")), str(_("False")))
        return [{"id": id, "text": text} for id, text in zip(TRUE_FALSE, words, strict=True)]

    def _add_fields(self, held: Mapping[str, Any]) -> None:
        if self.kind == "cloze":
            self.fields["text"] = forms.CharField(
                label=_("Text with gaps"),
                widget=Area(4),
                help_text=_("Write a gap as its name in braces, such as {who}."),
            )
        if self.kind == "matching":
            self.fields["others"] = LinesField(
                label=_("Partners that belong to nothing, one a line"), required=False
            )
        if self.kind == "numeric":
            self.fields["answer"] = FigureField(label=_("The right number"))
            self.fields["tolerance"] = FigureField(label=_("How far off it may be"), required=False)
        if self.kind == "short":
            self._add_accepted(held.get("accepted", {}))
        if self.kind in VERDICTS:
            self.fields["right"] = LineField(label=_("What is said about a right answer"))
            self.fields["wrong"] = LineField(label=_("What is said about a wrong answer"))

    def _add_accepted(self, accepted: Mapping[str, Sequence[str]]) -> None:
        names = dict(settings.LANGUAGES)
        label = _("Accepted answers, one a line (%(language)s)")
        for number, code in enumerate(dict.fromkeys([*self.languages, *accepted])):
            self.fields[f"accepted-{code}"] = LinesField(
                label=label % {"language": names.get(code, code)},
                required=number == 0,
                initial=list(accepted.get(code, ())),
                help_text="" if number else _("Capital letters and accents do not count."),
            )

    def special(self) -> list[forms.BoundField]:
        """The fields that only this kind has, but for its rows and what follows them."""
        known = {*ItemForm.base_fields, "others"}
        return [self[name] for name in self.fields if name not in known]

    def beyond(self) -> list[forms.BoundField]:
        """The fields that stand behind the rows."""
        return self.shared(*(name for name in self.fields if name == "others"))

    def shared(self, *names: str) -> list[forms.BoundField]:
        """Some of the fields that every kind has."""
        return [self[name] for name in names]

    def tags(self) -> list[forms.BoundField]:
        """The fields that say where a question belongs."""
        return self.shared("objective", "difficulty", "see", "bank")

    def is_valid(self) -> bool:
        """Tell whether the fields and the rows can be read, and make a question together."""
        rows_are = self.rows is None or self.rows.is_valid()
        if not (super().is_valid() and rows_are):
            return False
        for name, sentence in self._amiss():
            self.add_error(name, sentence)
        return not self.errors

    def _amiss(self) -> list[tuple[str | None, Any]]:
        rows = self.rows.rows() if self.rows is not None else []
        if self.table and len(rows) < self.table.least:
            return [(None, self._too_few())]
        if self.kind in ("single", "true-false", "multiple"):
            right = sum(bool(row["correct"]) for row in rows)
            if not right:
                return [(None, _("Mark the answer that is right."))]
            if right > 1 and self.kind != "multiple":
                return [(None, _("One answer is right in this kind of question. Mark only one."))]
        if self.kind == "cloze":
            return self._gaps([row["id"] for row in rows])
        if self.kind == "ordering" and len(rows) > 12:
            return [(None, _("Twelve steps are the most."))]
        return []

    def _too_few(self) -> Any:
        if self.kind == "cloze":
            return _("Fill in a gap.")
        if self.kind == "essay":
            return _("Fill in a line of the rubric.")
        return _("Fill in two rows or more.")

    def _gaps(self, names: Sequence[str]) -> list[tuple[str | None, Any]]:
        found: list[tuple[str | None, Any]] = []
        written = GAP.findall(self.cleaned_data["text"])
        for name in dict.fromkeys([*written, *names]):
            if name not in names:
                told = _("The text has a gap {%(name)s}; fill in a row for it.")
            elif written.count(name) != 1:
                told = _("The gap {%(name)s} stands in the text once, neither less nor more.")
            elif names.count(name) > 1:
                told = _("Two rows are called %(name)s.")
            else:
                continue
            found.append(("text", told % {"name": name}))
        return found

    def said(self) -> dict[str, Any]:
        """What was filled in. An id that no version of the question has is not believed."""
        found = {"kind": self.kind, **self.cleaned_data}
        found["rows"] = [dict(row) for row in self.rows.rows()] if self.rows is not None else []
        if self.kind == "true-false":
            for name, row in zip(TRUE_FALSE, found["rows"], strict=False):
                row["id"] = name
        elif self.kind != "cloze":
            for row in found["rows"]:
                row["id"] = row["id"] if row["id"] in self.ids else ""
        codes = [name[9:] for name in self.fields if name.startswith("accepted-")]
        found["accepted"] = {code: self.cleaned_data[f"accepted-{code}"] for code in codes}
        return found


class NewForm(forms.Form):
    """The id of a new question or scenario; of a question it may stay empty."""

    id = forms.RegexField(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        label=pgettext_lazy("of a question", "Id"),
        required=False,
        max_length=60,
        help_text=_(
            "Small letters, digits and hyphens; made of the question if empty. It never changes."
        ),
        error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
    )
