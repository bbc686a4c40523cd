"""The addresses of bringing lists in."""

from __future__ import annotations

from django.urls import path

from lanyard.people.views import imports, systems

urlpatterns = [
    path("import/", imports.imports, name="imports"),
    path("import/<slug:kind>/", imports.bring, name="import"),
    path("import/waiting/<uuid:id>/", imports.plan, name="import-plan"),
    path("import/waiting/<uuid:id>/columns/", imports.columns, name="import-columns"),
    path("import/waiting/<uuid:id>/forget/", imports.drop, name="import-drop"),
    path("import/done/<int:number>/", imports.done, name="import-done"),
    path("import/systems/all/", systems.systems, name="systems"),
    path("import/systems/add/", systems.add, name="system-add"),
    path("import/systems/<int:number>/end/", systems.end, name="system-end"),
]
