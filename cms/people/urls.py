"""Addresses of people: one's own profile."""

from django.urls import path

from cms.people import views

app_name = "people"
urlpatterns = [path("profile/", views.profile, name="profile")]
