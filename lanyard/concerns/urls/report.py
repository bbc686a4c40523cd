"""Reports: sending one, and coming back with the receipt. No address says what was told, or holds a receipt."""

from django.urls import path

from lanyard.concerns.views import report, report_door, report_receipt, report_return

urlpatterns = [
    path("report/", report.start, name="report"),
    path("report/at/<slug:capability>/", report_door.enter, name="report-enter"),
    path("report/link/", report_door.door, name="report-door"),
    path("report/link/poster/", report_door.poster, name="report-poster"),
    path("report/question/<int:number>/", report.question, name="report-question"),
    path("report/check/", report.check, name="report-check"),
    path("report/sent/", report_receipt.sent, name="report-sent"),
    path("report/discard/", report.discard, name="report-discard"),
    path("receipt/", report_return.receipt, name="receipt"),
    path("receipt/report/", report_return.report, name="receipt-report"),
    path("receipt/report/say/<int:number>/", report_return.say, name="receipt-say"),
    path("receipt/leave/", report_return.leave, name="receipt-leave"),
]
