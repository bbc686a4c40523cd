"""An answer that somebody kept, judged by the version that gave it."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lanyard.oversight.history import open_version, version_named
from lanyard.people.rights import needs
from lanyard.practice import answer_page, plain_text
from lanyard.practice.models import KeptAnswer
from lanyard.practice.queries import kept_answer
from lanyard.practice.registers import registers_of
from lanyard.practice.summary import rows_of
from lanyard.practice.views.ask import open_journey


@needs("use")
@require_safe
def kept(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002 - the name in the address
    """One's own kept answer, as the version then in force judged it."""
    found = _own(request, id)
    version = version_named(request.scope.school, found.policy_hash)
    if version is None:
        raise Http404
    then = open_version(version)
    school = request.scope.school
    page = answer_page.build(then.pack, then.engine, registers_of(school), school, known=found.facts, dont_know=found.unknown)
    context = {
        "kept": found,
        "page": page,
        "rows": rows_of(then.engine, found.facts, found.unknown),
        "text": plain_text.write(page, then.pack, on=found.kept_at.date()),
        "just_kept": request.session.pop("just_kept", "") == str(found.pk),
        "is_old": found.policy_hash != request.policy.engine.hash,
    }
    return render(request, "oversight/kept.html", context)


@needs("use")
@require_POST
def ask_again(request: HttpRequest, id: uuid.UUID) -> HttpResponse:  # noqa: A002
    """Ask the same again, under the version now in force."""
    found = _own(request, id)
    engine = request.policy.engine
    answers = {fact.id: found.facts[fact.id] for fact in engine.vocabulary if found.facts.get(fact.id) in fact.value_ids()}
    if engine.vocabulary.facts[0].id not in answers:
        return redirect("practice:home")
    return redirect(open_journey(request, answers))


def _own(request: HttpRequest, id_: uuid.UUID) -> KeptAnswer:
    found = kept_answer(request.scope, id_)
    if found is None:
        raise Http404
    return found
