"""Policy health: what every analysis found, in plain words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lanyard.oversight.computed import remember
from lanyard.oversight.health_page import build_health
from lanyard.people.rights import needs
from lanyard.practice.registers import registers_of


@needs("use")
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Where the policy is silent, unclear, at odds with itself or out of date, and which reading settles it."""
    policy, scope = request.policy, request.scope
    registers = registers_of(scope.school)
    key = ("health", policy.engine.hash, scope.school.settings.get("pack"), registers.contacts, scope.on)
    page = remember(key, lambda: build_health(policy.pack, policy.engine, registers, on=scope.on))
    return render(request, "oversight/health.html", {"page": page, "policy": policy})
