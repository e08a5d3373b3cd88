"""Addresses of the second factor, by the names that the library of accounts looks for."""

from django.urls import path

from cms.people import factor_views

urlpatterns = [
    path("", factor_views.index, name="mfa_index"),
    path("set-up/", factor_views.set_up, name="mfa_activate_totp"),
    path("switch-off/", factor_views.switch_off, name="mfa_deactivate_totp"),
    path("code/", factor_views.at_sign_in, name="mfa_authenticate"),
    path("again/", factor_views.once_more, name="mfa_reauthenticate"),
    path("recovery-codes/", factor_views.codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", factor_views.make_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", factor_views.download, name="mfa_download_recovery_codes"),
]
