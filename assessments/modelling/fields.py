"""Fields of the workshop: ids, exact numbers, lists of lines and of levels, rows of a table."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.utils.translation import gettext_lazy as _

from assessments.domain import shape

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_HELP = _("Small letters, digits and hyphens. Answers hang on it: do not use it again.")


class IdField(forms.RegexField):
    """An id; in a new thing it may stay empty, and is made of the title."""

    def __init__(self, **more: Any) -> None:
        words = {"label": _("Id"), "help_text": ID_HELP, "max_length": 60, **more}
        super().__init__(
            ID,
            error_messages={"invalid": _("Use small letters, digits and hyphens only.")},
            **words,
        )
        self.widget.attrs["dir"] = "ltr"


class Area(forms.Textarea):
    """A text of some lines that grows with what is typed, where the browser can."""

    def __init__(self, rows: int = 2, **more: Any) -> None:
        super().__init__(attrs={"rows": rows, "cols": 60, **more})


class LinesField(forms.CharField):
    """A list, a line each; empty lines are left out."""

    def __init__(self, rows: int = 4, **more: Any) -> None:
        super().__init__(widget=Area(rows), **more)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines, and what was typed as it was."""
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines."""
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]


class WholeField(forms.IntegerField):
    """A whole number from `least` on."""

    def __init__(self, least: int = 0, **more: Any) -> None:
        super().__init__(
            validators=[MinValueValidator(least)],
            widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4, "dir": "ltr"}),
            max_value=1_000_000,
            **more,
        )


class ExactField(forms.CharField):
    """A whole number or a fraction such as 5/2: what a computer keeps exactly."""

    def __init__(self, **more: Any) -> None:
        words = {"max_length": 20, **more}
        super().__init__(widget=forms.TextInput(attrs={"size": 8, "dir": "ltr"}), **words)

    def clean(self, value: Any) -> int | str | None:
        """Return it as a file holds it; None where nothing was typed."""
        told = super().clean(value)
        if not told:
            return None
        try:
            found = shape.exact(told)
        except ValueError:
            raise forms.ValidationError(
                _("Write a whole number or a fraction such as 5/2; decimals are not exact.")
            ) from None
        return as_held(found)


def as_held(value: Fraction) -> int | str:
    """Return a number as a mapping holds it: whole, or a fraction as text."""
    return value.numerator if value.denominator == 1 else str(value)


class LevelsField(forms.CharField):
    """Levels by their numbers, with commas between them: 0, 2."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"size": 6, "dir": "ltr"}), **more)

    def prepare_value(self, value: Any) -> Any:
        """Show a list with commas, and what was typed as it was."""
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[int]:
        """Return the levels."""
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        if not all(part.isdecimal() and len(part) < 5 for part in parts):
            raise forms.ValidationError(_("Write numbers of levels with commas, such as 0, 2."))
        return [int(part) for part in parts]


class RowForm(forms.Form):
    """A row of a table. One that is left empty counts for nothing; `needed` fields make a row."""

    use_required_attribute = False
    needed: Sequence[str] = ()
    ignored: Sequence[str] = ()
    """Fields that always hold something, such as a choice: alone they make no row."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        """Ask for what makes a row, where anything of it was typed."""
        if self.is_filled():
            for name in self.needed:
                if self.cleaned_data.get(name) in (None, "", []) and name not in self.errors:
                    self.add_error(name, _("This is needed, or clear the whole row."))
        return self.cleaned_data

    def is_filled(self) -> bool:
        """Tell whether anything was typed into the row."""
        told = {k: v for k, v in self.cleaned_data.items() if k not in self.ignored}
        return bool(self.errors) or any(value not in (None, "", []) for value in told.values())

    def row(self) -> dict[str, Any]:
        """Return what the row holds, as a mapping of a file does."""
        return {k: v for k, v in self.cleaned_data.items() if v not in (None, "", [])}


class Rows(forms.BaseFormSet):
    """A table of rows: those that are there, and some empty ones."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows that hold something, in order."""
        return [form.row() for form in self.forms if form.cleaned_data and form.is_filled()]


def rows_of(kind: type[RowForm], spare: int = 3) -> type[Rows]:
    """Make the table of a kind of rows."""
    made: type[Rows] = forms.formset_factory(
        kind, formset=Rows, extra=spare, max_num=500, absolute_max=500
    )
    return made
