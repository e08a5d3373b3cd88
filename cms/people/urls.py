"""Addresses of people: one's own profile, and the texts one has read."""

from django.urls import path

from cms.people import views

app_name = "people"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("consent/", views.consent, name="consent"),
]
