"""My record: everything a person has done under the policy, theirs to see and to take away (1.4b)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lanyard.people.rights import needs
from lanyard.people.timeline import timeline_of
from lanyard.practice.take_away import signed_record
from lanyard.practice.wording import sentence_case

#: What the kinds of entries are called in the filter; any other goes by its own name.
KINDS = {
    "acknowledged": "Acknowledged",
    "asked": "Answers kept",
    "declared": "Declared",
    "agreed": "Agreed",
    "noted": "Noted",
    "protected": "Protected",
}


@needs("own record")
@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """The person's timeline, the latest first, whole or one kind of entry."""
    entries = timeline_of(request.scope)
    kinds = {kind: KINDS.get(kind, sentence_case(kind)) for kind in dict.fromkeys(entry.kind for entry in entries)}
    chosen = request.GET.get("show", "") if request.GET.get("show", "") in kinds else ""
    clauses = {clause.id: clause for clause in request.policy.pack.clauses}
    shown = [entry for entry in entries if not chosen or entry.kind == chosen]
    context = {
        "entries": [(entry, kinds[entry.kind], clauses.get(entry.clause)) for entry in shown],
        "kinds": kinds.items(),
        "chosen": chosen,
        "total": len(entries),
    }
    return render(request, "practice/record/record.html", context)


@needs("own record")
@require_safe
def record_file(request: HttpRequest) -> HttpResponse:
    """The same, whole, as a signed file."""
    at = timezone.now()
    answer = HttpResponse(
        signed_record(request.scope, timeline_of(request.scope), at=at), content_type="application/json; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="my-record-{timezone.localdate(at).isoformat()}.json"'
    return answer
