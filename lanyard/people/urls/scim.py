"""The addresses of SCIM 2.0, as RFC 7644 names them."""

from __future__ import annotations

from django.urls import path

from lanyard.people.scim import views as scim

urlpatterns = [
    path("scim/v2/ServiceProviderConfig", scim.service_provider_config, name="scim-config"),
    path("scim/v2/ResourceTypes", scim.resource_types, name="scim-resource-types"),
    path("scim/v2/Schemas", scim.schemas, name="scim-schemas"),
    path("scim/v2/Schemas/<str:id>", scim.schema, name="scim-schema"),
    path("scim/v2/Users", scim.users, name="scim-users"),
    path("scim/v2/Users/<int:number>", scim.one_user, name="scim-user"),
]
