"""What was said of pairs, by whom, and the way back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.linking import judging
from regiowerk.linking import queries as linking
from regiowerk.linking.models import Verdict
from regiowerk.web.account.access import operators_only
from regiowerk.web.directory import sources
from regiowerk.web.request import query_of
from regiowerk.web.workspace.desk import words
from regiowerk.web.workspace.desk.views import address, clerk, number_in, page_query, side_by_side

JUDGEMENTS_SHOWN = 50
_JUDGES: tuple[linking.Judge, ...] = ("", "people", "rules")


@require_safe
@operators_only
def judgements(request: HttpRequest) -> HttpResponse:
    asked = query_of(request)
    by: linking.Judge = next((judge for judge in _JUDGES if judge == asked.get("by")), "")
    verdict = asked.get("verdict", "") if asked.get("verdict") in Verdict.values else ""
    withdrawn, page = asked.get("state") == "withdrawn", number_in(asked, "page") or 1
    start = (page - 1) * JUDGEMENTS_SHOWN
    found = linking.judgements(by=by, verdict=verdict, withdrawn=withdrawn, start=start, limit=JUDGEMENTS_SHOWN)
    total = linking.count_judgements(by=by, verdict=verdict, withdrawn=withdrawn)
    context = {
        "judged": found,
        "by": by,
        "verdict": verdict,
        "withdrawn": withdrawn,
        "total": total,
        "verdicts": words.VERDICTS,
        "people": words.people({name for item in found for name in (item.by, item.withdrawn_by) if name}),
        "titles": sources.titles(),
        "back": page_query(asked, page - 1) if page > 1 else "",
        "on": page_query(asked, page + 1) if total > start + JUDGEMENTS_SHOWN else "",
    }
    return render(request, "workspace/desk/judgements.html", context)


@require_safe
@operators_only
def judgement(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """With the button that takes it back: the page is the question whether to."""
    found = linking.judgement(judgement_id)
    if found is None:
        raise Http404(str(judgement_id))
    context = {
        "judged": found,
        "people": words.people({found.by, found.withdrawn_by} - {""}),
        **side_by_side(found.left.entry, found.right.entry),
    }
    return render(request, "workspace/desk/judgement.html", context)


@require_POST
@operators_only
def withdraw(request: HttpRequest, judgement_id: int) -> HttpResponse:
    """To the pair, which waits again."""
    found = linking.judgement(judgement_id)
    if found is None:
        raise Http404(str(judgement_id))
    if judging.withdraw(judgement=judgement_id, by=clerk(request)):
        messages.success(request, _("The judgement is withdrawn. The pair waits for a decision again."))
    else:
        messages.info(request, _("The judgement had been withdrawn already."))
    candidate = linking.candidate_of(found.left.entry, found.right.entry)
    if candidate is None:
        return redirect("workspace:judgements")
    return redirect(address("workspace:pair", candidate, run=number_in(request.POST, "run")))
