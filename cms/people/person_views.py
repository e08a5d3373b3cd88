"""Users in the Wagtail admin, one at a time: what is done to an account is put on record."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn
from wagtail.users.views import users
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)

from cms.people import admin_forms, persons, services
from cms.people.models import User
from cms.people.viewsets import SaysWhy


class PersonIndexView(users.IndexView):
    """The list of users, found by e-mail and by the shown name."""

    @cached_property
    def search_fields(self) -> set[str]:
        """Return the fields that the search box looks into."""
        return {"email", "display_name"}

    @cached_property
    def columns(self) -> list[Any]:
        """Return Wagtail's columns without the boxes that mark many users at once."""
        return [one for one in super().columns if not isinstance(one, BulkActionsCheckboxColumn)]


class PersonCreateView(users.CreateView):
    """A new user."""

    @transaction.atomic
    def save_instance(self) -> User:
        """Store the user, and put on record what it may do."""
        made = super().save_instance()
        persons.note_made(actor=self.request.user, user=made)
        return made


class PersonEditView(SaysWhy, users.EditView):
    """A user who exists; the last coordinator of an institution is not switched off."""

    @transaction.atomic
    def save_instance(self) -> User:
        """Store the change, and put on record what it does to the rights."""
        before = persons.rights(self.object)
        if before.active and not self.form.cleaned_data.get("is_active", True):
            services.keep_coordinators(self.object)
        changed = super().save_instance()
        persons.note_changed(actor=self.request.user, user=changed, before=before)
        return changed


class PersonDeleteView(users.DeleteView):
    """Removing a user takes her roles first, which may be refused."""

    def delete_action(self) -> None:
        """Take the roles, then the account."""
        persons.remove(actor=self.request.user, user=self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remove the user, or say why she stays."""
        try:
            return super().post(request, *args, **kwargs)
        except services.Refused as no:
            messages.error(request, no.sentence)
            return redirect(self.index_url_name)


class PersonViewSet(users.UserViewSet):
    """Users by e-mail and shown name."""

    index_view_class = PersonIndexView
    add_view_class = PersonCreateView
    edit_view_class = PersonEditView
    delete_view_class = PersonDeleteView
    create_template_name = "people/admin/user_create.html"
    edit_template_name = "people/admin/user_edit.html"

    def get_form_class(self, for_update: bool = False) -> type:
        """Return our form: one name, no first and last one."""
        return admin_forms.PersonEditForm if for_update else admin_forms.PersonCreationForm


class _OneByOne:
    """Wagtail's deed on many users at once, which would pass by guards and log: on nobody."""

    def check_perm(self, obj: User) -> bool:
        """Tell that it may not be done."""
        return False


class NoDeleting(_OneByOne, DeleteBulkAction):
    """Users are removed one by one."""


class NoRoles(_OneByOne, AssignRoleBulkAction):
    """Groups are given one by one."""


class NoSwitching(_OneByOne, SetActiveStateBulkAction):
    """Users are switched off one by one."""
