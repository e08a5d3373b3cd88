"""Issuers, certificates and learning paths in the Wagtail admin: who may do what to each."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from courses import services
from courses.forms import PathForm
from courses.models import Certificate, Issuer, LearningPath


class IssuerViewSet(SnippetViewSet):
    """Issuers, each with a preview in every language and in two."""

    model = Issuer
    icon = "edit"
    menu_label = pgettext_lazy("certificates", "Issuers")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ["name", "course_id", "signatory", "valid_months"]


class OfEverybody:
    """A view that knows the paths for everybody only: those of single people are their own."""

    def get_base_queryset(self) -> QuerySet[LearningPath]:
        """Return what the list shows."""
        return LearningPath.objects.filter(owner=None)

    def get_object(self, *args: Any, **kwargs: Any) -> LearningPath:
        """Return the path of this address, unless it is somebody's."""
        found: LearningPath = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if found.owner_id is not None:
            raise Http404
        return found


class PathListView(OfEverybody, generic.IndexView):
    """The list of paths for everybody."""


class PathEditView(OfEverybody, generic.EditView):
    """The form of one of them."""


class PathDeleteView(OfEverybody, generic.DeleteView):
    """Removing one of them."""


class LearningPathViewSet(ModelViewSet):
    """Learning paths for everybody: trainers write them."""

    model = LearningPath
    icon = "list-ol"
    menu_label = _("Learning paths")
    menu_order = 288
    name = url_prefix = "learning-paths"
    add_to_admin_menu = True
    search_backend_name = None
    inspect_view_enabled = copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["__str__", "changed_at"]
    index_view_class = PathListView
    edit_view_class = PathEditView
    delete_view_class = PathDeleteView

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form with a title for every language."""
        return forms.modelform_factory(LearningPath, form=PathForm, fields=["lessons"])


class OnlyCorrected(ModelPermissionPolicy):
    """Django's permission to change and nothing else: certificates are earned, not added."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether this person may do this."""
        return action in ("change", "view") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Tell whether this person may do one of these."""
        return any(self.user_has_permission(user, action) for action in actions)


class CorrectingForm(forms.ModelForm):
    """What of a certificate can be corrected, and its revocation."""

    revoke = forms.ChoiceField(
        label=_("Revoke for good"),
        required=False,
        choices=[("", _("Do not revoke")), *Certificate.Reason.choices],
        help_text=_("It cannot be taken back. The reason is shown to whoever checks the code."),
    )

    class Meta:
        model = Certificate
        fields = ("name", "confirmed_by", "expires_on")
        widgets = {"expires_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def clean(self) -> dict[str, Any]:
        """Refuse to change what was revoked."""
        if self.instance.revoked_at is not None:
            raise forms.ValidationError(_("It was revoked. Nothing of it can be changed."))
        return super().clean() or {}


class CorrectView(generic.EditView):
    """Correcting goes through the services, which ask for the right and put it on record."""

    def save_instance(self) -> Certificate:
        """Issue the certificate again as the form says, and revoke it where that is asked for."""
        said = dict(self.form.cleaned_data)
        reason = said.pop("revoke")
        actor = self.request.user
        corrected = services.reissue(actor=actor, certificate=self.form.instance, **said)
        if reason:
            return services.revoke(actor=actor, certificate=corrected, reason=reason)
        return corrected


class CertificateListView(generic.IndexView):
    """The list, found by name and by code however it is typed."""

    @cached_property
    def search_fields(self) -> list[str]:
        """Return what the search box looks into."""
        return ["name", "code", "course_id"]


class CertificateViewSet(ModelViewSet):
    """Certificates: trainers correct and revoke them."""

    model = Certificate
    icon = "doc-full-inverse"
    menu_label = _("Certificates")
    menu_order = 340
    name = url_prefix = "certificates"
    add_to_admin_menu = True
    search_backend_name = None
    ordering = ["-issued_at"]
    inspect_view_enabled = copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["name", "course_id", "course_version", "printed_code", "issue", "expires_on"]
    list_filter = ["course_id", "revoked_for"]
    edit_view_class = CorrectView
    index_view_class = CertificateListView
    permission_policy = OnlyCorrected(Certificate)

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form of corrections; there is no other."""
        return CorrectingForm
