"""Addresses of people: one's own profile, the texts one has read, teams and invitations."""

from django.urls import path

from cms.people import about, code_views, guarded, learner_views, team, views

app_name = "people"

TEAM = "team/<uuid:institution_id>/"

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("consent/", views.consent, name="consent"),
    path("institutions/ask/", about.ask, name="ask"),
    path("learners/", learner_views.of_trainer, name="learners"),
    path("learners/<int:user_id>/code/", learner_views.renew, name="renew-learner"),
    path("code/", code_views.sign_in, name="code"),
    path(f"{TEAM}about/", about.about, name="about"),
    path(f"{TEAM}logo/", about.logo, name="logo"),
    path(f"{TEAM}account/", code_views.open_account, name="open-account"),
    path(f"{TEAM}members/<int:membership_id>/code/", code_views.renew, name="renew-code"),
    path(TEAM, team.team, name="team"),
    path(f"{TEAM}leave/", team.leave, name="leave"),
    path(f"{TEAM}invite/", team.invite, name="invite"),
    path(f"{TEAM}members/<int:membership_id>/", team.member, name="member"),
    path(f"{TEAM}invitations/<uuid:invitation_id>/resend/", team.resend, name="resend"),
    path(f"{TEAM}invitations/<uuid:invitation_id>/revoke/", team.revoke, name="revoke"),
    path(f"{TEAM}delete/", guarded.delete, name="delete"),
    path(f"{TEAM}emergency/<int:emergency_id>/end/", guarded.end_emergency, name="end-emergency"),
    path("emergency/", guarded.ask_emergency, name="emergency"),
    path("invitations/<slug:token>/", team.invitation, name="invitation"),
]
