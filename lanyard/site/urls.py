"""Every address of the service. Each app keeps its own."""

from __future__ import annotations

from django.urls import include, path

from . import views

site = (
    [
        path("sign-in/", views.sign_in, name="sign-in"),
        path("sign-in/as/", views.sign_in_as, name="sign-in-as"),
        path("sign-out/", views.sign_out, name="sign-out"),
        path("help-now/", views.help_now, name="help-now"),
        path("accessibility/", views.accessibility, name="accessibility"),
        path("privacy/", views.privacy, name="privacy"),
        path("colour/<slug:colour>.css", views.colour, name="colour"),
        path("healthz", views.healthz, name="healthz"),
        path("readyz", views.readyz, name="readyz"),
    ],
    "site",
)

urlpatterns = [
    path("", include(site)),
    path("", include("lanyard.site.account.urls")),
    path("", include("lanyard.site.set_up.urls")),
    path("", include("lanyard.people.urls")),
    path("", include("lanyard.practice.urls")),
    path("", include("lanyard.concerns.urls")),
    path("", include("lanyard.oversight.urls")),
]

handler400 = "lanyard.site.errors.bad_request"
handler403 = "lanyard.site.errors.forbidden"
handler404 = "lanyard.site.errors.not_found"
handler500 = "lanyard.site.errors.fault"
handler429 = "lanyard.site.errors.too_many"
