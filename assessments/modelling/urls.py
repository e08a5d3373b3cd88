"""Addresses of the workshop, below the admin."""

from django.urls import path, re_path

from assessments.modelling import editing, files, lists, preview, texts, tree

app_name = "modelling"

DRAFT = "drafts/<int:draft>/"
PLACE = "<str:place>/"
VERSION = "<slug:slug>/<int:number>/"

urlpatterns = [
    path("", lists.Index.as_view(), name="index"),
    path("new/", lists.Create.as_view(), name="create"),
    path("import/", lists.Import.as_view(), name="import"),
    path("template.xlsx", files.Blank.as_view(), name="blank"),
    path(DRAFT, tree.Draft.as_view(), name="draft"),
    path(f"{DRAFT}general/", editing.General.as_view(), name="general"),
    path(f"{DRAFT}add/{PLACE}", editing.Add.as_view(), name="add"),
    path(f"{DRAFT}edit/{PLACE}", editing.Edit.as_view(), name="edit"),
    path(f"{DRAFT}remove/{PLACE}", tree.Remove.as_view(), name="remove"),
    path(f"{DRAFT}publish/", tree.Publish.as_view(), name="publish"),
    path(f"{DRAFT}discard/", tree.Discard.as_view(), name="discard"),
    path("revise/<slug:slug>/", lists.Revise.as_view(), name="revise"),
    path(f"copy/{VERSION}", lists.Copy.as_view(), name="copy"),
    path(f"preview/{VERSION}", preview.Preview.as_view(), name="preview"),
    path(f"texts/{VERSION}<str:language>/", texts.Texts.as_view(), name="texts"),
    re_path(
        r"^export/(?P<slug>[\w-]+)/(?P<number>\d{1,5})/(?P<ending>toml|xlsx)/$",
        files.Export.as_view(),
        name="export",
    ),
]
