"""A person's lists: upload, columns, matching, results. Somebody else's list does not exist for anybody (404)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from regiowerk.jobs import queries as jobs
from regiowerk.multipliers import actions, queries
from regiowerk.multipliers.models import MemberList
from regiowerk.web.request import query_of, wants_part
from regiowerk.web.workspace.lists import uploading
from regiowerk.web.workspace.lists.forms import ColumnsForm, RenameForm, UploadForm, field_name
from regiowerk.web.workspace.lists.words import DECISIONS

FIRST_ROWS = 5
TEXT_LIMIT = 200


def own_list(request: HttpRequest, list_id: int) -> MemberList:
    """Raises Http404 for a list of somebody else."""
    found = queries.member_list(list_id, owner_id(request))
    if found is None:
        raise Http404(str(list_id))
    return found


def owner_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


@csrf_exempt  # the limit must be set before the form is read; the check follows
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def lists(request: HttpRequest) -> HttpResponse:
    uploading.prepare(request)
    return _lists(request)


@csrf_protect
def _lists(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _overview(request, UploadForm())
    form = UploadForm(request.POST, request.FILES, too_long=uploading.too_long(request))
    if not form.is_valid():
        form.mark_errors()
        return _overview(request, form, 422)
    header, rows = form.table
    members = actions.take_in(
        owner=owner_id(request),
        name=form.list_name,
        file_name=form.cleaned_data["file"].name,
        country=form.cleaned_data["country"],
        header=header,
        rows=rows,
    )
    return redirect("workspace:list-columns", members.pk)


def _overview(request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
    context = {"lists": queries.lists(owner_id(request)), "form": form}
    return render(request, "lists/lists.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def columns(request: HttpRequest, list_id: int) -> HttpResponse:
    members = own_list(request, list_id)
    if request.method == "POST":
        form = ColumnsForm(members.header, request.POST)
        if form.is_valid():
            actions.match_list(members=members, columns=form.mapped, country=form.cleaned_data["country"])
            return redirect("workspace:list", members.pk)
        form.mark_errors()
    else:
        known = {field_name(field): str(column) for field, column in members.columns.items()}
        form = ColumnsForm(members.header, initial=known | {"country": members.country})
    rows = queries.first_rows(members.pk, owner_id(request), FIRST_ROWS)
    context = {"members": members, "form": form, "rows": rows}
    return render(request, "lists/columns.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
@vary_on_headers("HX-Request")
def member_list(request: HttpRequest, list_id: int) -> HttpResponse:
    members = own_list(request, list_id)
    if members.state == MemberList.State.UPLOADED:
        return redirect("workspace:list-columns", members.pk)
    if members.state == MemberList.State.MATCHING or wants_part(request):
        return _progress(request, members)
    return _results(request, members, RenameForm(initial={"name": members.name}))


def _progress(request: HttpRequest, members: MemberList) -> HttpResponse:
    """The state of the job; a job that is unknown was forgotten and can only be started anew."""
    job = jobs.job(members.job)
    done = members.state == MemberList.State.MATCHED
    failed = not done and (job is None or job.finished)
    context = {"members": members, "job": job, "failed": failed, "done": done}
    template = "lists/progress_part.html" if wants_part(request) else "lists/progress.html"
    return render(request, template, context)


def _results(request: HttpRequest, members: MemberList, form: RenameForm, status: int = 200) -> HttpResponse:
    query = query_of(request)
    decision, text = query.get("decision", ""), query.get("q", "")[:TEXT_LIMIT].strip()
    decision = decision if decision in DECISIONS else ""
    number = query.get("page", "")
    page = queries.page(
        members.pk,
        owner_id(request),
        decision=decision,
        text=text,
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1,
    )
    card = queries.card(members.pk, owner_id(request))
    context = {"members": members, "card": card, "page": page, "decision": decision, "q": text, "form": form}
    return render(request, "lists/results.html", context, status=status)


@require_POST
@login_required
def match(request: HttpRequest, list_id: int) -> HttpResponse:
    """Once more with the columns as they are."""
    members = own_list(request, list_id)
    job = jobs.job(members.job)
    if members.state != MemberList.State.MATCHING or job is None or job.finished:
        try:
            actions.match_list(members=members, columns=members.columns, country=members.country)
        except actions.NoNameColumnError:
            return redirect("workspace:list-columns", members.pk)
    return redirect("workspace:list", members.pk)


@require_POST
@login_required
def rename(request: HttpRequest, list_id: int) -> HttpResponse:
    members = own_list(request, list_id)
    form = RenameForm(request.POST)
    if not form.is_valid():
        form.mark_errors()
        return _results(request, members, form, 422)
    actions.rename(members=members, name=form.cleaned_data["name"])
    messages.success(request, _("The list has its new name."))
    return redirect("workspace:list", members.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest, list_id: int) -> HttpResponse:
    members = own_list(request, list_id)
    if request.method != "POST":
        return render(request, "lists/delete.html", {"card": queries.card(members.pk, owner_id(request))})
    actions.delete(members=members)
    messages.success(request, _("The list and all its rows are deleted."))
    return redirect("workspace:lists")
