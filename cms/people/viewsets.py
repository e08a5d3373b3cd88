"""Views of users, institutions, memberships and versions of texts in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.users.views.users import IndexView, UserViewSet

from cms.people import admin_forms, consents, services
from cms.people.models import Institution, Membership, TextVersion


class PersonIndexView(IndexView):
    """The list of users, found by e-mail and by the shown name."""

    @cached_property
    def search_fields(self) -> set[str]:
        """Return the fields that the search box looks into."""
        return {"email", "display_name"}


class PersonViewSet(UserViewSet):
    """Users by e-mail and shown name."""

    index_view_class = PersonIndexView
    create_template_name = "people/admin/user_create.html"
    edit_template_name = "people/admin/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type:
        """Return our form: one name, no first and last one."""
        return admin_forms.PersonEditForm if for_update else admin_forms.PersonCreationForm


class AdministratorsOnly(ModelPermissionPolicy):
    """Only administrators of the site, and only the actions that are named."""

    def __init__(self, model: type[models.Model], actions: frozenset[str]) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether this administrator may do this; groups cannot be given it."""
        return bool(user.is_active and user.is_superuser and action in self.actions)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell whether this administrator may do one of these."""
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Any) -> Any:
        """Return the administrators."""
        people = super().users_with_any_permission(actions)
        return people.filter(is_superuser=True)


class InstitutionCreateView(generic.CreateView):
    """Opening an institution goes through the service, which puts it on record."""

    def save_instance(self) -> Institution:
        """Open the institution."""
        return services.create_institution(actor=self.request.user, **self.form.values())


class InstitutionEditView(generic.EditView):
    """Changing an institution goes through the service, which puts it on record."""

    def save_instance(self) -> Institution:
        """Store the change."""
        return services.update_institution(
            actor=self.request.user, institution_id=self.object.pk, **self.form.values()
        )


class InstitutionViewSet(ModelViewSet):
    """Institutions: that they exist and what they are called; nothing that they answered."""

    model = Institution
    icon = "site"
    menu_label = _("Institutions")
    name = url_prefix = "institutions"
    list_display = ["name", "country", "kind", "is_demonstration"]
    list_filter = ["kind", "is_demonstration"]
    search_fields = ["name"]
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = InstitutionCreateView
    edit_view_class = InstitutionEditView
    # An institution takes its answers with it: removing one is no click in an admin.
    permission_policy = AdministratorsOnly(Institution, frozenset({"add", "change", "view"}))

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form with a name per language."""
        return admin_forms.InstitutionForm

    def get_permissions_to_register(self) -> Any:
        """Offer no permission to groups: administrators only."""
        return super().get_permissions_to_register().none()


class MembershipCreateView(generic.CreateView):
    """Giving a role goes through the service, which puts it on record."""

    def save_instance(self) -> Membership:
        """Give the role."""
        return services.add_member(actor=self.request.user, **self.form.cleaned_data)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Give the role, or say why it is not given."""
        try:
            return super().post(request, *args, **kwargs)
        except services.Refused as no:
            messages.error(request, no.sentence)
            return redirect(self.index_url_name)


class MembershipDeleteView(generic.DeleteView):
    """Taking a role goes through the service, which puts it on record."""

    def delete_action(self) -> None:
        """Take the role."""
        services.remove_member(actor=self.request.user, membership=self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the role, or say why it stays."""
        try:
            return super().post(request, *args, **kwargs)
        except services.Refused as no:
            messages.error(request, no.sentence)
            return redirect(self.index_url_name)


class MembershipViewSet(ModelViewSet):
    """Who does what in which institution; a role is given or taken, not edited."""

    model = Membership
    icon = "group"
    menu_label = _("Memberships")
    name = url_prefix = "memberships"
    list_display = ["user", "institution", "role", "created_at"]
    list_filter = ["institution", "role"]
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = MembershipCreateView
    delete_view_class = MembershipDeleteView
    permission_policy = AdministratorsOnly(Membership, frozenset({"add", "delete", "view"}))

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form of a role given."""
        return admin_forms.MembershipForm

    def get_permissions_to_register(self) -> Any:
        """Offer no permission to groups: administrators only."""
        return super().get_permissions_to_register().none()


class PeopleViewSetGroup(ModelViewSetGroup):
    """Institutions and memberships under one entry of the menu."""

    menu_label = _("Institutions")
    menu_icon = "site"
    menu_order = 550
    items = (InstitutionViewSet, MembershipViewSet)


class TextVersionCreateView(generic.CreateView):
    """Raising a version goes through the service, which puts it on record."""

    def save_instance(self) -> TextVersion:
        """Put the version in force."""
        return consents.raise_version(actor=self.request.user, **self.form.cleaned_data)


class TextVersionViewSet(ModelViewSet):
    """Versions of the texts that people agree to; one is raised, none is edited or removed."""

    model = TextVersion
    icon = "history"
    menu_label = _("Versions of texts")
    add_to_settings_menu = True
    name = url_prefix = "text-versions"
    list_display = ["text", "number", "in_force_on", "changes"]
    list_filter = ["text"]
    form_fields = ["text", "changes"]
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    add_view_class = TextVersionCreateView
    permission_policy = AdministratorsOnly(TextVersion, frozenset({"add", "view"}))

    def get_permissions_to_register(self) -> Any:
        """Offer no permission to groups: administrators only."""
        return super().get_permissions_to_register().none()
