"""The review desk: pairs of register entries that wait for a person."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from regiowerk.directory.entries import seen_entries
from regiowerk.linking import judging
from regiowerk.linking import queries as linking
from regiowerk.linking.models import Tie, Verdict
from regiowerk.linking.queries import WaitingPair
from regiowerk.registers import queries as registers
from regiowerk.web.account.access import operators_only
from regiowerk.web.directory import sources
from regiowerk.web.request import query_of
from regiowerk.web.workspace.desk import words
from regiowerk.web.workspace.desk.comparison import compare

PAIRS_SHOWN = 30
NO_MORE = _("This pair is settled already, or someone else is looking at it. Nothing was changed.")
_TRIES = 5  # pairs that others may take from under a clerk before the queue is shown


@require_safe
@operators_only
def desk(request: HttpRequest) -> HttpResponse:
    asked = query_of(request)
    run, put_off, page = number_in(asked, "run"), asked.get("state") == words.LATER, number_in(asked, "page") or 1
    start = (page - 1) * PAIRS_SHOWN
    pairs = linking.queue(run=run, put_off=put_off, start=start, limit=PAIRS_SHOWN + 1)
    context = {
        "pairs": pairs[:PAIRS_SHOWN],
        "run": run,
        "put_off": put_off,
        "runs": _runs(),
        "progress": linking.progress(run),
        "unsure": linking.count_judgements(verdict=Verdict.UNSURE),
        "titles": sources.titles(),
        "me": clerk(request),
        "back": page_query(asked, page - 1) if page > 1 else "",
        "on": page_query(asked, page + 1) if len(pairs) > PAIRS_SHOWN else "",
        "done": _done(request),
    }
    return render(request, "workspace/desk/desk.html", context)


@require_safe
@operators_only
def next_pair(request: HttpRequest) -> HttpResponse:
    return _on(request, number_in(query_of(request), "run"))


@require_safe
@operators_only
def pair(request: HttpRequest, candidate: int) -> HttpResponse:
    """Who looks at a pair keeps it for a while, so that no other clerk gets it."""
    run, waiting = number_in(query_of(request), "run"), linking.pair(candidate)
    if waiting is None:
        messages.info(request, NO_MORE)
        return redirect(address("workspace:desk", run=run))
    context = {
        "pair": waiting,
        "mine": judging.hold(candidate=candidate, by=clerk(request)),
        "run": run,
        "progress": linking.progress(run),
        "decisions": words.DECISIONS,
        "ties": words.TIES,
        "done": _done(request),
        **side_by_side(waiting.left.entry, waiting.right.entry),
    }
    return render(request, "workspace/desk/pair.html", context)


def side_by_side(left: int, right: int) -> dict[str, Any]:
    """What the templates show of two entries (primary keys). Raises Http404 where one is shown nowhere."""
    entries = seen_entries((left, right))
    if len(entries) < 2:
        raise Http404(f"{left}, {right}")
    return {
        "compared": compare(entries[left], entries[right]),
        "others": linking.other_pairs((left, right), but=(left, right)),
        "titles": sources.titles(),
    }


@require_POST
@operators_only
def decide(request: HttpRequest, candidate: int) -> HttpResponse:
    run, decision, tie = number_in(request.POST, "run"), request.POST.get("decision", ""), request.POST.get("tie", "")
    if decision not in {known.value for known in words.DECISIONS} or tie not in {"", *words.TIES}:
        raise BadRequest(f"{decision} {tie}")
    by, waiting = clerk(request), linking.pair(candidate)
    if waiting is None or not judging.hold(candidate=candidate, by=by):
        messages.info(request, NO_MORE)
        return _on(request, run)
    if decision == words.LATER:
        judging.put_off(candidate=candidate, by=by)
        return _on(request, run, later=candidate)
    return _on(request, run, done=_judge(waiting, Verdict(decision), Tie(tie), by))


def _judge(waiting: WaitingPair, verdict: Verdict, tie: Tie, by: str) -> int:
    """A tie is what different organisations have; with any other verdict it says nothing."""
    made = judging.judge(
        left=waiting.left.entry,
        right=waiting.right.entry,
        verdict=verdict,
        tie=tie if verdict == Verdict.NEGATIVE else Tie.NONE,
        by=by,
    )
    return made.pk


@require_POST
@operators_only
def take_up(request: HttpRequest, candidate: int) -> HttpResponse:
    judging.take_up(candidate=candidate, by=clerk(request))
    return redirect(address("workspace:pair", candidate, run=number_in(request.POST, "run")))


def _on(request: HttpRequest, run: int | None, **settled: int) -> HttpResponse:
    """To the best free pair, which is kept for this clerk at once; else to the queue."""
    by = clerk(request)
    for _try in range(_TRIES):
        found = linking.next_pair(by=by, run=run)
        if found is None:
            break
        if judging.hold(candidate=found, by=by):
            return redirect(address("workspace:pair", found, run=run, **settled))
    return redirect(address("workspace:desk", run=run, **settled))


def address(name: str, *args: int, **query: int | None) -> str:
    given = {key: value for key, value in query.items() if value}
    return reverse(name, args=args) + (f"?{urlencode(given)}" if given else "")


def page_query(asked: QueryDict, page: int) -> str:
    changed = asked.copy()
    changed["page"] = str(page)
    return f"?{changed.urlencode()}"


def _done(request: HttpRequest) -> dict[str, Any]:
    """What this clerk has just done and may undo: a judgement in force, or a pair that was put off."""
    asked = query_of(request)
    if (judgement := number_in(asked, "done")) and (made := linking.judgement(judgement)):
        return {"judgement": made} if made.by == clerk(request) and not made.withdrawn_at else {}
    if (later := number_in(asked, "later")) and (off := linking.pair(later)):
        return {"later": off} if off.later_until else {}
    return {}


def _runs() -> list[tuple[int, str, int]]:
    """Runs with pairs that wait: number, source, how many."""
    waiting = linking.waiting_by_run()
    source_of = registers.sources_of_runs(waiting)
    return [(run, source_of[run], count) for run, count in waiting.items()]


def clerk(request: HttpRequest) -> str:
    return f"account:{request.user.pk}"


def number_in(asked: QueryDict, name: str) -> int | None:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None
