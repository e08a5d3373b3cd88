"""Forms of this room."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm

from courses import labels, page_ids
from courses.domain import prerequisites

# More than, at most; None is no end
DURATIONS: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {"1h": (0, 60), "4h": (60, 240), "longer": (240, None)}
)
SIZES: Mapping[str, tuple[int, int | None]] = MappingProxyType(
    {"100kb": (0, 100_000), "500kb": (0, 500_000), "1mb": (0, 1_000_000)}
)


class CatalogueForm(forms.Form):
    """What the catalogue is filtered by. An unknown value filters nothing."""

    topic = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All")), *labels.TOPICS.items()],
    )
    level = forms.ChoiceField(
        label=_("Level"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All")), *labels.COURSE_LEVELS.items()],
    )
    language = forms.ChoiceField(
        label=_("Complete in"),
        required=False,
        choices=[("", pgettext_lazy("filter", "Any language")), *settings.LANGUAGES],
    )
    duration = forms.ChoiceField(
        label=_("Duration"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "All")),
            ("1h", _("Up to 1 hour")),
            ("4h", _("1 to 4 hours")),
            ("longer", _("More than 4 hours")),
        ],
    )
    size = forms.ChoiceField(
        label=_("Size of all lessons"),
        required=False,
        choices=[
            ("", pgettext_lazy("filter", "All")),
            ("100kb", _("Up to 100 kB")),
            ("500kb", _("Up to 500 kB")),
            ("1mb", _("Up to 1 MB")),
        ],
    )

    def wanted(self) -> dict[str, str]:
        """Return the filters that are set."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StepForm(WagtailAdminPageForm):
    """What stands below a course in the editor: its id is made when it is published, if empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "content_id" in self.fields:
            field = self.fields["content_id"]
            field.required = False
            field.help_text = _(
                "Small letters, digits and hyphens; made of the address when the page is published,"
                " if empty. Progress hangs on it: never change it."
            )

    def clean(self) -> dict[str, Any]:
        """Make an id, or take the one that was typed as one of the course."""
        cleaned: dict[str, Any] = super().clean()
        typed = cleaned.get("content_id")
        if "content_id" not in cleaned or (self.is_deferred_validation and not typed):
            return cleaned
        course = self.parent_page.specific.get_course().content_id
        self.instance.slug = cleaned.get("slug") or self.instance.slug
        self.instance.title = cleaned.get("title") or self.instance.title
        if not typed:
            cleaned["content_id"] = page_ids.given(self.instance, course)
        elif "content_id" in self.changed_data:
            try:
                cleaned["content_id"] = page_ids.within(typed, course, self.instance)
            except ValidationError as refused:
                self.add_error("content_id", refused)
        return cleaned


class LessonForm(StepForm):
    """A lesson in the editor: a film can be read along in the language of its page."""

    def clean(self) -> dict[str, Any]:
        """Ask for captions in the language of the page, save of a draft that is not finished."""
        cleaned: dict[str, Any] = super().clean()
        language = self.instance.locale.language_code
        for block in () if self.is_deferred_validation else cleaned.get("body") or ():
            if block.block_type == "video" and language not in block.value.languages:
                sentence = _("The video “%(title)s” has no captions in the language of this page.")
                title = {"title": block.value["title"]}
                self.add_error("body", ValidationError(sentence, params=title))
        return cleaned


class QuizForm(StepForm):
    """A quiz in the editor: it names questions of its own course, and what it names already."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.formsets.get("quiz_items")
        if rows is None or self.parent_page is None:
            return
        course = self.parent_page.specific.get_course()
        held = [row.item_id for row in self.instance.quiz_items.all()]
        items = rows.form.base_fields["item"].queryset
        own = items.filter(Q(course_key=course.translation_key) | Q(pk__in=held))
        choices = [
            ("", "…"),
            *((one.pk, str(one)) for one in own if one.pk in held or not one.retired),
        ]
        add_fields = rows.add_fields

        def narrowed(form: forms.ModelForm, index: int | None) -> None:
            add_fields(form, index)
            form.fields["item"].queryset = own
            form.fields["item"].choices = choices  # read once, and not for every row

        rows.add_fields = narrowed
        vars(rows).pop("forms", None)


class CertificateForm(forms.Form):
    """The name as it shall stand on the certificate."""

    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=200,
        help_text=_("As it shall be printed, in any script. Later only a trainer can correct it."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )


class CourseForm(WagtailAdminPageForm):
    """A course in the editor: topics and prerequisites are ticked, not typed."""

    topics = forms.MultipleChoiceField(
        label=_("topics"),
        required=False,
        choices=list(labels.TOPICS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    prerequisites = forms.MultipleChoiceField(
        label=_("prerequisites"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Courses to take before. This advises learners and locks nobody out."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None and "source_language" in self.fields:
            # A course begins in the language of the index that it is made in; none need be English
            self.initial["source_language"] = _language_of(self.parent_page, self.instance)
        if "prerequisites" in self.fields:
            others = self._others()
            self.fields["prerequisites"].choices = [(name, name) for name in sorted(others)]

    def clean_prerequisites(self) -> list[str]:
        """Refuse a circle: nobody could begin."""
        asked = self.cleaned_data["prerequisites"]
        known = self._others()
        for name in asked:
            if way := prerequisites.circle(self.instance.content_id, name, known):
                sentence = _("A circle, so that nobody could begin: %(way)s.")
                raise forms.ValidationError(sentence, params={"way": " → ".join(way)})
        return asked

    def _others(self) -> dict[str, list[str]]:
        """The other courses with what they ask for, and those that stand here already."""
        pages = type(self.instance).objects.exclude(content_id=self.instance.content_id)
        rows = dict(pages.order_by().values_list("content_id", "prerequisites"))
        return {**{name: [] for name in self.instance.prerequisites}, **rows}


def _language_of(parent: Any, page: Any) -> str:
    locale = parent.locale if parent is not None else page.locale
    return str(locale.language_code)


class CodeEntryForm(forms.Form):
    """The code that lets somebody into a course."""

    code = forms.CharField(
        label=_("Code of the course"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr", "spellcheck": "false"}),
    )


def _in_a_month() -> Any:
    return timezone.localdate() + timedelta(days=30)


class NewCodeForm(forms.Form):
    """A new code for a course."""

    until = forms.DateField(
        label=_("Last day"),
        initial=_in_a_month,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    limit = forms.IntegerField(
        label=_("For how many people"), min_value=1, max_value=10_000, initial=30
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=120,
        required=False,
        help_text=_("For trainers: for whom it is. Learners do not see it."),
    )

    def clean_until(self) -> Any:
        """Refuse a day that is over, and one after which nobody remembers the code."""
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today <= day <= today + timedelta(days=366):
            raise forms.ValidationError(_("Choose a day between today and a year from now."))
        return day


class InviteForm(forms.Form):
    """Whom to invite to a course, and in which language."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()


class ReleaseForm(forms.Form):
    """Notes of a new release."""

    notes = forms.CharField(
        label=_("What has changed"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class PathForm(WagtailAdminModelForm):
    """A learning path for everybody: one id of a lesson a line, a title by language."""

    lessons = forms.CharField(
        label=_("lessons"),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "ltr"}),
        help_text=_("One lesson a line, in order: course/lesson, as in the settings of its page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["lessons"] = "\n".join(self.instance.lessons)
        for code, name in settings.LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(
                label=name,
                max_length=120,
                required=False,
                initial=self.instance.titles.get(code, ""),
                widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
            )

    def clean_lessons(self) -> list[str]:
        """Return the ids."""
        return self.cleaned_data["lessons"].split()

    def clean(self) -> dict[str, Any]:
        """Ask for one title at least."""
        said = super().clean() or {}
        titles = {code: said.get(f"title_{code}", "") for code, _name in settings.LANGUAGES}
        self.instance.titles = {code: title for code, title in titles.items() if title}
        if not self.instance.titles:
            raise forms.ValidationError(_("Give the path a title in one language at least."))
        return said
