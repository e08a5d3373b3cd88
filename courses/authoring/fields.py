"""Fields and rows of the forms in which questions are written; they need no script."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")


def one_line(text: str) -> str:
    """A text with single blanks between its words; no-break spaces stay, as French needs them."""
    return _BLANKS.sub(" ", text).strip()


class Area(forms.Textarea):
    """A text of some lines."""

    def __init__(self, rows: int = 3, **more: Any) -> None:
        super().__init__(attrs={"rows": rows, "cols": 60, "dir": "auto", **more})


class LineField(forms.CharField):
    """A text that stands on one line, however it was typed."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"widget": Area(), "max_length": 2000, **more})

    def clean(self, value: Any) -> str:
        """Return it with single blanks between its words."""
        return one_line(super().clean(value))


class LinesField(forms.CharField):
    """A list, a line each; empty lines are left out."""

    def __init__(self, rows: int = 3, **more: Any) -> None:
        super().__init__(widget=Area(rows), **more)

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines, and what was typed as it was."""
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """Return the lines, each once."""
        lines = map(one_line, super().clean(value).split("\n"))
        return list(dict.fromkeys(line for line in lines if line))


class FigureField(forms.RegexField):
    """A number as files hold it: plain digits and a point."""

    def __init__(self, **more: Any) -> None:
        message = _("Write digits, with a point before decimals, such as 72 or -0.5.")
        super().__init__(
            r"^-?\d{1,12}(\.\d{1,9})?$",
            error_messages={"invalid": message},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr", "size": 12}),
            **more,
        )


class WholeField(forms.IntegerField):
    """A whole number from 1 on."""

    def __init__(self, most: int, **more: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr", "size": 4})
        super().__init__(min_value=1, max_value=most, widget=widget, **more)


class HiddenId(forms.CharField):
    """An id that the form carries along; authors never see it."""

    def __init__(self) -> None:
        super().__init__(required=False, max_length=60, widget=forms.HiddenInput)


class HiddenIds(HiddenId):
    """Some of them."""

    def prepare_value(self, value: Any) -> Any:
        """Carry a list as words."""
        return " ".join(value) if isinstance(value, list | tuple) else value

    def __init__(self) -> None:
        super().__init__()
        self.max_length = None
        self.validators = []

    def clean(self, value: Any) -> list[str]:
        """Return the list."""
        return str(super().clean(value)).split()


class RowForm(forms.Form):
    """A row. One that is left empty counts for nothing; one that is begun needs all of `needed`."""

    use_required_attribute = False
    needed: Sequence[str] = ()
    told: Sequence[str] = ()
    """The fields that make a row: what a checkbox or a hidden id holds does not."""
    fixed = False
    """Whether the row is there in any case."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.required = False

    def clean(self) -> dict[str, Any]:
        """Ask for what a row needs, where anything of it was typed."""
        if self.is_filled():
            for name in self.needed:
                if self.cleaned_data.get(name) in (None, "", []) and name not in self.errors:
                    self.add_error(name, _("This is needed, or clear the whole row."))
        return self.cleaned_data

    def is_filled(self) -> bool:
        """Tell whether anything was typed into the row."""
        told = (self.cleaned_data.get(name) for name in self.told)
        return self.fixed or bool(self.errors) or any(one not in (None, "", []) for one in told)


class Rows(forms.BaseFormSet):
    """The rows that are there, and some empty ones."""

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows that hold something, in order."""
        return [form.cleaned_data for form in self.forms if form.is_filled()]


def rows_of(kind: type[RowForm], spare: int) -> type[Rows]:
    """Make the rows of a kind, with so many empty ones."""
    made: type[Rows] = forms.formset_factory(
        kind, formset=Rows, extra=spare, max_num=60, absolute_max=60
    )
    return made
