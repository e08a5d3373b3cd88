"""What stands beside the fields of a page in the editor: what it still lacks."""

from typing import Any

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from courses import checked


class ChecksPanel(Panel):
    """The content checks of a lesson as it was last saved.

    They are read when the page is opened, never on the way of a save: autosave stays cheap, and
    nothing that they find keeps anybody from saving.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("heading", _("Content checks"))
        options.setdefault("icon", "clipboard-list")
        super().__init__(**options)

    def clean_name(self) -> str:
        """Return the name that its anchor begins with."""
        return "content_checks"

    class BoundPanel(Panel.BoundPanel):
        """The findings of this lesson."""

        template_name = "courses/teaching/_panel.html"

        def is_shown(self) -> bool:
            """Show it as soon as there is a page to look at."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the findings."""
            context = super().get_context_data(parent_context)
            context["findings"] = checked.shown(checked.of_lesson(self.instance))
            return context


class QuestionsPanel(Panel):
    """The questions and scenarios that are read with a page: an approval covers them.

    `sheet` is the name of what reads them, which stands above the pages. What was shown goes back
    with the form as a digest: an approval of anything else is not taken (`authoring.approving`).
    """

    def __init__(self, sheet: str = "courses.services.reviewing.of", **options: Any) -> None:
        options.setdefault("heading", _("Questions and scenarios"))
        options.setdefault("icon", "help")
        super().__init__(**options)
        self.sheet = sheet

    def clean_name(self) -> str:
        """Return the name that its anchor begins with."""
        return "questions_read"

    def clone_kwargs(self) -> dict[str, Any]:
        """Return what a copy of it is made of."""
        return {**super().clone_kwargs(), "sheet": self.sheet}

    class BoundPanel(Panel.BoundPanel):
        """The questions of this page."""

        template_name = "courses/authoring/_read_with.html"

        def is_shown(self) -> bool:
            """Show it as soon as there is a page that can have questions."""
            return self.instance.pk is not None and super().is_shown()

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the questions, with what has changed since the last release."""
            context = super().get_context_data(parent_context)
            context["sheet"] = import_string(self.panel.sheet)(self.instance)
            return context
