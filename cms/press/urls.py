"""Addresses of press: jobs, private files that they made, files on their way in."""

from django.urls import path

from cms.press import uploading, views

app_name = "press"
urlpatterns = [
    path("jobs/<uuid:job_id>/", views.job, name="job"),
    path("files/<uuid:file_id>/", views.file, name="file"),
    path("uploads/of/<uuid:institution_id>/", uploading.begin, name="upload-begin"),
    path("uploads/<uuid:upload_id>/", uploading.upload, name="upload"),
    path("uploads/<uuid:upload_id>/finish/", uploading.finish, name="upload-finish"),
]
