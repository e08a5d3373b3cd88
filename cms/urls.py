"""Every address of the site."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms import confirming, found, log, mending, own_data, readers, routes, search, views
from cms.people.again import fresh
from courses.authoring import approving
from courses.views import credentials

urlpatterns = [
    path("", views.door, name="door"),
    path("health/", views.health, name="health"),
    path("robots.txt", found.robots, name="robots"),
    path("sitemap.xml", found.sitemap, name="sitemap"),
    path(".well-known/jwks.json", credentials.signing_keys, name="signing_keys"),
    path("verify/keys/<str:name>.json", credentials.signing_key, name="signing_key"),
    path("admin/", include("cms.people.admin_urls")),
    path(  # before Wagtail's own: a page with questions is approved where they are shown
        "admin/pages/workflow/action/<int:page_id>/<slug:action_name>/<int:task_state_id>/",
        require_admin_access(approving.Act.as_view()),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.SERVE_MEDIA:  # a laptop has no web server in front that would do it
    urlpatterns.append(
        re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})
    )

urlpatterns += i18n_patterns(
    path("desk/", views.desk, name="desk"),
    path("my-data/", own_data.own_data, name="own_data"),
    path("my-data/erase/", own_data.erase, name="own_data_erase"),
    path("search/", search.search, name="search"),
    path("data-light/", views.data_light, name="data_light"),
    path("report-error/", readers.report, name="report_error"),
    path("report-error/thanks/", readers.report_thanks, name="report_thanks"),
    path("contact/write/", readers.contact, name="contact"),
    path("contact/write/thanks/", readers.contact_thanks, name="contact_thanks"),
    path("account/email/", fresh()(account_views.email), name="account_email"),
    path("account/second-factor/", include("cms.people.factor_urls")),
    path("account/", include("allauth.account.urls")),
    path("people/log/<uuid:institution_id>/", log.log, name="log"),
    path("people/log/<uuid:institution_id>/export/", log.export, name="log_export"),
    path("people/", include("cms.people.urls")),
    path("press/", include("cms.press.urls")),
    path("glossary/", include("cms.words.urls")),
    # Before the courses, where any word after "verify/" is the code of a certificate
    path("verify/plan/", confirming.plan, name="confirm_plan"),
    path("translate/words/<slug:language>/", mending.mend, name="mend"),
    path("translate/words/<slug:language>/export/", mending.export, name="mend-export"),
    path("", include("courses.urls")),
    path("", include("assessments.urls")),
    re_path(wagtail_urls.serve_pattern, routes.serve),
    path("", include(wagtail_urls)),
    prefix_default_language=True,
)
