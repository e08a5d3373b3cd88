"""Addresses of press: the state of a job, and the one door to private files."""

from django.urls import path

from cms.press import views

app_name = "press"
urlpatterns = [
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("files/<uuid:file_id>/", views.file, name="file"),
]
