"""Before you post: a draft is looked at in the page itself, and never kept (2.3.7 to 2.3.11)."""

from __future__ import annotations

import json

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from lanyard.components.forms import Form
from lanyard.people.rights import needs
from lanyard.policy.posting import LONGEST
from lanyard.practice.registers import registers_of


class DraftForm(Form):
    """The draft, for browsers without scripts."""

    draft = forms.CharField(
        label="Your draft",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the words that you want to post", "max_length": "Enter 10,000 characters or fewer"},
    )


@needs("use")
@sensitive_post_parameters()
@sensitive_variables("form", "found")
@require_http_methods(["GET", "HEAD", "POST"])
def before_you_post(request: HttpRequest) -> HttpResponse:
    """Look at a draft. With scripts nothing is sent; without, the answer to the sending is all there is of it."""
    pack = request.policy.pack
    looks = registers_of(request.scope.school).looks
    clauses = {clause.id: clause for clause in pack.clauses}
    form = DraftForm(request.POST or None) if request.method == "POST" else DraftForm()
    found = None
    if request.method == "POST" and form.is_valid():
        found = [(each, clauses.get(each.look.clause)) for each in looks.find(form.cleaned_data["draft"], pack.settings)]
    rules = looks.as_rules(pack.settings)
    for rule in rules:
        clause = clauses.get(rule["clause"])
        rule |= {"number": clause.number, "href": reverse("oversight:clause", args=[clause.id])} if clause else {}
    context = {"form": form, "found": found, "rules": json.dumps(rules), "longest": LONGEST}
    return render(request, "practice/before-you-post.html", context)
