"""Addresses of the glossary."""

from django.urls import path

from cms.words import views

app_name = "words"

urlpatterns = [
    path("", views.listed, name="glossary"),
    path("<slug:key>/", views.term, name="term"),
]
