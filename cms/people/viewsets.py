"""Views of institutions, memberships and versions of texts in the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from cms.people import admin_forms, choices, consents, institutions, opening, services
from cms.people.models import Institution, InstitutionRequest, Membership, TextVersion, User


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


class SaysWhy:
    """A view of a form that says in it why a service has refused."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Store what the form holds, or show it again with the sentence."""
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except services.Refused as no:
            form.add_error(None, no.sentence)
            self.produced_error_message = self.get_error_message()  # type: ignore[attr-defined]
            return self.form_invalid(form)  # type: ignore[attr-defined]


class InstitutionCreateView(SaysWhy, generic.CreateView):
    """Opening an institution goes through the service, which puts it on record."""

    def save_instance(self) -> Institution:
        """Open the institution, and let it lead its country if the form says so."""
        made = services.create_institution(actor=self.request.user, **self.form.values())
        return _led(self.request.user, made, *self.form.leading())


class InstitutionEditView(SaysWhy, generic.EditView):
    """Changing an institution goes through the service, which puts it on record."""

    def save_instance(self) -> Institution:
        """Store the change, and whether it leads its country."""
        changed = services.update_institution(
            actor=self.request.user, institution_id=self.object.pk, **self.form.values()
        )
        return _led(self.request.user, changed, *self.form.leading())


def _led(actor: User, institution: Institution, lead: bool, take_over: bool) -> Institution:
    """Begin or end the lead of a country where the form asks for another state of it."""
    if lead and not institution.is_national_lead:
        institutions.appoint_lead(actor=actor, institution=institution, take_over=take_over)
    elif institution.is_national_lead and not lead:
        institutions.end_lead(actor=actor, institution=institution)
    return institution


class InstitutionViewSet(ModelViewSet):
    """Institutions: that they exist and what they are called; nothing that they answered."""

    model = Institution
    icon = "site"
    menu_label = _("Institutions")
    name = url_prefix = "institutions"
    list_display = [
        "name",
        "country",
        "kind",
        BooleanColumn("is_national_lead", label=capfirst(_("national lead"))),
        BooleanColumn("is_demonstration", label=capfirst(_("demonstration"))),
    ]
    list_filter = ["kind", "is_national_lead", "is_demonstration"]
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


class MembershipCreateView(SaysWhy, generic.CreateView):
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


class DecisionView(generic.EditView):
    """One request: what was asked for, and the decision, which goes through the service."""

    template_name = "people/admin/decide.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the page says of the request."""
        asked = self.object
        return {
            **super().get_context_data(**kwargs),
            "asked": asked,
            "country": choices.country_name(asked.country),
            "twins": opening.twins(asked),
            "undecided": asked.state == InstitutionRequest.State.OPEN,
        }

    def form_valid(self, form: admin_forms.DecisionForm) -> HttpResponse:
        """Open the institution or decline, and say why where neither can be done any more."""
        said, common = form.cleaned_data, {"actor": self.request.user, "request_id": self.object.pk}
        try:
            if said["decision"] == form.OPEN:
                opening.open_institution(verification=said["verification"], **common)
            else:
                opening.decline(answer=said["answer"], **common)
        except services.Refused as no:
            messages.error(self.request, no.sentence)
            return redirect(self.request.path)
        messages.success(self.request, _("The decision is stored, and the person gets a letter."))
        return redirect(self.index_url_name)


class InstitutionRequestViewSet(ModelViewSet):
    """Requests for new institutions: read, and decided once."""

    model = InstitutionRequest
    icon = "mail"
    menu_label = _("Requests for institutions")
    name = url_prefix = "institution-requests"
    list_display = ["name", "country", "kind", "requested_by", "requested_at", "state"]
    list_filter = ["state"]
    search_fields = ["name"]
    inspect_view_enabled = False
    copy_view_enabled = False
    add_to_reference_index = False
    edit_view_class = DecisionView
    edit_template_name = "people/admin/decide.html"
    permission_policy = AdministratorsOnly(InstitutionRequest, frozenset({"change", "view"}))

    def get_form_class(self, for_update: bool = False) -> type:
        """Return the form of a decision."""
        return admin_forms.DecisionForm

    def get_permissions_to_register(self) -> Any:
        """Offer no permission to groups: administrators only."""
        return super().get_permissions_to_register().none()


class PeopleViewSetGroup(ModelViewSetGroup):
    """Institutions and memberships under one entry of the menu."""

    menu_label = _("Institutions")
    menu_icon = "site"
    menu_order = 550
    items = (InstitutionViewSet, InstitutionRequestViewSet, MembershipViewSet)


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
