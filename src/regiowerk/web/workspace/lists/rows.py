"""One row beside the organisations it may mean: a person takes one of them, none, or another one."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from regiowerk.directory import lookups
from regiowerk.directory import queries as directory
from regiowerk.multipliers import actions, queries
from regiowerk.multipliers.models import MemberRow
from regiowerk.multipliers.queries import RowCandidate, RowView
from regiowerk.search import queries as engine
from regiowerk.search.interface import Hit, Query
from regiowerk.web.directory.parameters import SearchParameters
from regiowerk.web.directory.results import Row, rows_of
from regiowerk.web.languages import current_language
from regiowerk.web.request import query_of
from regiowerk.web.workspace.lists.views import TEXT_LIMIT, owner_id

FOUND_SHOWN = 6  # organisations of a search
NONE, BACK = "none", "back"  # what may stand for an organisation in an answer


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def row(request: HttpRequest, list_id: int, number: int) -> HttpResponse:
    found = queries.member_row(list_id, number, owner_id(request))
    if found is None:
        raise Http404(f"{list_id}:{number}")
    if request.method == "POST":
        return _settled(request, found)
    view = queries.row(list_id, number, owner_id(request))
    text = query_of(request).get("q", "")[:TEXT_LIMIT].strip()
    listed = _listed(view) if view else []
    others = [public_id for public_id in _search(text) if public_id not in listed] if text else []
    context = {
        "members": found.member_list,
        "row": view,
        "q": text,
        "listed": [(public_id, _candidate(view, public_id)) for public_id in listed],
        "others": others,
        "shown": _shown([*listed, *others], view.cells.get("name", "") if view else ""),
        "contacts": lookups.contacts([*listed, *others]),
        "next": queries.next_to_check(list_id, owner_id(request), number),
    }
    return render(request, "lists/row.html", context)


def _listed(view: RowView) -> list[str]:
    """Public ids of the organisation that a person found and of the candidates."""
    ids = [candidate.organisation.public_id for candidate in view.candidates]
    own = [view.organisation.public_id] if view.organisation else []
    return [*(public_id for public_id in own if public_id not in ids), *ids]


def _candidate(view: RowView | None, public_id: str) -> RowCandidate | None:
    candidates = view.candidates if view else ()
    return next((candidate for candidate in candidates if candidate.organisation.public_id == public_id), None)


def _shown(ids: Sequence[str], name: str) -> dict[str, Row]:
    """What the directory shows of organisations, the words of the member's name marked; by public id."""
    hits = tuple(Hit(id=public_id, score=0.0, reasons=("identifier", "former_name")) for public_id in ids)
    rows = rows_of(hits, SearchParameters(q=name), current_language())
    return {row.card.public_id: row for row in rows}


def _search(text: str) -> list[str]:
    """Public ids for a number, else for a name; only of organisations that a register knows."""
    known = directory.find_by_identifier(text)
    hits = engine.search(Query(text=text, language=current_language(), limit=FOUND_SHOWN)).hits
    ids = [known] if known else [hit.id for hit in hits]
    registered = lookups.contacts(ids)
    return [public_id for public_id in ids if public_id in registered]


def _settled(request: HttpRequest, row: MemberRow) -> HttpResponse:
    """What the person said is stored; on to the next row that waits, or back to the list."""
    answer, by = request.POST.get("organisation", ""), f"account:{request.user.pk}"
    if answer == BACK:
        actions.take_back(row=row, by=by)
        messages.info(request, _("Row %(number)s: your decision is taken back.") % {"number": row.number})
        return redirect("workspace:list-row", row.member_list_id, row.number)
    entry = None if answer == NONE else lookups.entry_of(answer)
    if answer != NONE and entry is None:
        raise Http404(answer)
    waited = row.decision == MemberRow.Decision.CHECK
    actions.settle(row=row, entry=entry, by=by)
    messages.success(request, _stored(row))
    following = queries.next_to_check(row.member_list_id, owner_id(request), row.number) if waited else row.number
    if following is None:
        return redirect("workspace:list", row.member_list_id)
    return redirect("workspace:list-row", row.member_list_id, following)


def _stored(row: MemberRow) -> str:
    """With the way back, because the page goes on to another row."""
    said = _("Row %(number)s: your decision is stored.") % {"number": row.number}
    here = reverse("workspace:list-row", args=(row.member_list_id, row.number))
    return format_html('{} <a href="{}">{}</a>', said, here, _("Look at it again or take it back"))
