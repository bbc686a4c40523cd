"""Evidence: adding files, taking them out, bundles; and the kit for whoever is attacked online. No address says what."""

from django.urls import path

from lanyard.concerns.views import case_evidence, evidence, kit

urlpatterns = [
    path("receipt/report/files/", evidence.receipt_files, name="receipt-files"),
    path("receipt/report/files/about/", evidence.receipt_file_about, name="receipt-file-about"),
    path("receipt/report/files/send/", evidence.receipt_file, name="receipt-file"),
    path("cases/<uuid:id>/files/", evidence.case_files, name="case-files"),
    path("cases/<uuid:id>/files/about/", evidence.case_file_about, name="case-file-about"),
    path("cases/<uuid:id>/files/send/", evidence.case_file, name="case-file"),
    path("cases/<uuid:id>/evidence/<uuid:item>/", case_evidence.evidence, name="case-evidence"),
    path("cases/<uuid:id>/evidence/<uuid:item>/take-out/", case_evidence.take_out, name="case-evidence-take"),
    path("cases/<uuid:id>/bundle/", case_evidence.bundle, name="case-bundle"),
    path("cases/<uuid:id>/platforms/", kit.platforms, name="case-platforms"),
    path("support/", kit.support, name="support"),
    path("support/attack/", kit.kinds, name="kit"),
    path("support/attack/<slug:category>/", kit.category, name="kit-category"),
]
