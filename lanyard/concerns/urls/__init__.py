"""The addresses of concerns, one noun a file. None holds a fact about anybody."""

from . import cases, evidence, keys, report

app_name = "concerns"
urlpatterns = [*report.urlpatterns, *keys.urlpatterns, *cases.urlpatterns, *evidence.urlpatterns]
