"""Imprint, privacy notice, accessibility statement, and messages to the operator."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from regiowerk.directory import queries as directory
from regiowerk.directory.page import OrganisationPage
from regiowerk.feedback import actions
from regiowerk.feedback.models import Topic
from regiowerk.web.directory import sources
from regiowerk.web.languages import current_language
from regiowerk.web.operator.details import operator
from regiowerk.web.operator.forms import MessageForm, page_of_this_site
from regiowerk.web.request import query_of

form_methods = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def imprint(request: HttpRequest) -> HttpResponse:
    return render(request, "operator/imprint.html", {"operator": operator()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    used = [state for state in sources.overview() if state.coverage]
    context = {
        "operator": operator(),
        "states": used,
        "map_origins": settings.MAP_ORIGINS,
        "stores_sole_traders": settings.STORE_SOLE_TRADERS,
        "cookies": {
            "language": settings.LANGUAGE_COOKIE_NAME,
            "session": settings.SESSION_COOKIE_NAME,
            "form": settings.CSRF_COOKIE_NAME,
        },
    }
    return render(request, "operator/privacy.html", context)


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "operator/accessibility.html", {"operator": operator()})


@never_cache
@form_methods
def report_barrier(request: HttpRequest) -> HttpResponse:
    return _message(request, Topic.BARRIER, None)


@never_cache
@form_methods
def report_error(request: HttpRequest, public_id: str) -> HttpResponse:
    return _message(request, Topic.ENTRY, _page(public_id))


@never_cache
@form_methods
def object_to(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """Open to everybody; who names the entry need not say why."""
    return _message(request, Topic.OBJECTION, _page(public_id) if public_id else None)


def _page(public_id: str) -> OrganisationPage:
    """Raises Http404."""
    page = directory.organisation_page(public_id)
    if page is None:
        raise Http404(public_id)
    return page


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "operator/thanks.html")


def _message(request: HttpRequest, topic: Topic, page: OrganisationPage | None) -> HttpResponse:
    fields = _fields_of_objection(page) if topic == Topic.OBJECTION else {}
    if request.method == "POST":
        form = MessageForm(request.POST, **fields)
        if form.is_valid() and _sent(form, topic, page):
            return redirect("operator:thanks")
        form = form.for_another_try()
    else:
        form = MessageForm(initial={"page": page_of_this_site(query_of(request).get("page", ""))}, **fields)
    context: dict[str, Any] = {"form": form, "operator": operator(), "page": page}
    if page:
        context["registers"] = sources.of_origins(page.origins)
    template = "operator/objection.html" if topic == Topic.OBJECTION else "operator/report.html"
    return render(request, template, context, status=422 if form.errors else 200)


def _fields_of_objection(page: OrganisationPage | None) -> dict[str, Any]:
    if page:
        return {"text_label": gettext("Your reasons (optional)"), "text_wanted": False}
    return {"text_label": gettext("Which entry do you mean? Name and town, or its register number")}


def _sent(form: MessageForm, topic: Topic, page: OrganisationPage | None) -> bool:
    try:
        actions.send(
            topic=topic,
            text=form.cleaned_data["text"],
            language=current_language(),
            page=form.cleaned_data["page"],
            organisation=page.public_id if page else "",
            reply_to=form.cleaned_data["reply_to"],
        )
    except actions.TooManyMessagesError:
        form.add_error(None, gettext("Too many messages are arriving at the moment. Please try again in an hour."))
        return False
    return True
