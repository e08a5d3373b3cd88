"""Wagtail's hooks of courses: what trainers find in the menu of the admin, and the rights to it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.http import HttpRequest
from django.urls import include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from cms.words.models import Term
from courses import copied_ids, services
from courses.authoring import approving, doors, urls
from courses.services import teaching
from courses.translation import classing, following, glossary, rights, texts
from courses.viewsets import CertificateViewSet, IssuerViewSet, LearningPathViewSet

register_snippet(IssuerViewSet)
hooks.register("before_copy_page", copied_ids.lead_to_our_copy)
hooks.register("after_copy_page", copied_ids.give_ids)
hooks.register("before_edit_page", approving.refuse_unread)


class EnrolmentItem(MenuItem):
    """The way to the courses with their codes, invitations and releases."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever decides who may enrol."""
        return services.may_manage(request.user)


@hooks.register("register_admin_menu_item")
def register_enrolment() -> MenuItem:
    """Lead trainers to enrolment and releases."""
    address = reverse_lazy("courses:managed")  # of the language in force when it is drawn
    label = _("Enrolment and releases")
    return EnrolmentItem(label, address, name="enrolment", icon_name="key", order=285)


class AuthoringItem(MenuItem):
    """The way to questions and scenarios."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may change pages of a language."""
        return doors.is_shown(request.user)


@hooks.register("register_admin_urls")
def register_authoring() -> list[Any]:
    """Put questions and scenarios below the admin."""
    return [path("teaching/", include(urls))]


@hooks.register("register_admin_menu_item")
def register_authoring_item() -> MenuItem:
    """Lead trainers to questions and scenarios."""
    address = reverse_lazy("authoring:index")
    return AuthoringItem(doors.LABEL, address, name="authoring", icon_name="help", order=284)


class MarkingItem(MenuItem):
    """The way to essays that wait, keys that were wrong, and extra time."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever marks."""
        return services.may_grade(request.user)


@hooks.register("register_admin_menu_item")
def register_marking() -> MenuItem:
    """Lead trainers to what is to be marked."""
    address = reverse_lazy("courses:marking")
    return MarkingItem(_("To be marked"), address, name="marking", icon_name="edit", order=286)


class TranslationItem(MenuItem):
    """The way to the desk of translators."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may change pages of a language."""
        return rights.translates(request.user)


@hooks.register("register_admin_menu_item")
def register_translation() -> MenuItem:
    """Lead translators and authors to what is left."""
    address = reverse_lazy("courses:translation")
    return TranslationItem(
        _("Translation"), address, name="translation", icon_name="globe", order=287
    )


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def follow_a_term(request: HttpRequest, instance: Any) -> None:
    """A term that is edited in the admin is followed like whatever else is published."""
    if isinstance(instance, Term):
        following.follow(glossary.read([instance.key]))


@hooks.register("after_publish_page")
def lead_to_classes(request: HttpRequest, page: Page) -> None:
    """Tell an author who has published what its translations have not followed, and lead on."""
    kind = texts.KINDS.get(type(page.specific))
    text = texts.find(kind, page.specific.content_id) if kind else None
    if text is None or page.locale.language_code != text.source:
        return
    left = [one for one in classing.changes(text) if one.gravity is None]
    if left:
        address = reverse("courses:translation-change", args=[text.kind, text.content_id])
        told = ngettext(
            "%(count)s change is in no translation yet. Say how grave it is.",
            "%(count)s changes are in no translation yet. Say how grave they are.",
            len(left),
        )
        button = messages.button(address, _("Class the changes"))
        messages.warning(request, told % {"count": len(left)}, buttons=[button])


class TeachingItem(MenuItem):
    """The way to one's courses."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever finds a course there."""
        return teaching.may_open(request.user)


@hooks.register("register_admin_menu_item")
def register_teaching() -> MenuItem:
    """Lead trainers to their courses, and to what waits in them."""
    address = reverse_lazy("courses:teaching")
    return TeachingItem(_("My courses"), address, name="teaching", icon_name="tasks", order=90)


@hooks.register("register_admin_viewset")
def register_certificates() -> CertificateViewSet:
    """Put certificates into the menu of trainers."""
    return CertificateViewSet()


@hooks.register("register_admin_viewset")
def register_paths() -> LearningPathViewSet:
    """Put the learning paths for everybody into the menu of trainers."""
    return LearningPathViewSet()


@hooks.register("register_permissions")
def register_rights() -> Any:
    """Let administrators give groups the rights to correct certificates and to manage enrolment."""
    return Permission.objects.filter(
        codename__in=("change_certificate", "manage_enrolment", "transfer_course"),
        content_type__app_label="courses",
    )
