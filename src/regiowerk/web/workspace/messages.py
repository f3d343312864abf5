"""Messages of readers, for operators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from regiowerk.directory import queries as directory
from regiowerk.feedback import actions
from regiowerk.feedback import queries as feedback
from regiowerk.feedback.models import Message
from regiowerk.search import actions as search
from regiowerk.web.account.access import operators_only

MESSAGES_SHOWN = 100


@require_safe
@operators_only
def messages(request: HttpRequest) -> HttpResponse:
    found = feedback.messages(MESSAGES_SHOWN)
    cards = directory.cards(tuple({message.organisation for message in found} - {""}))
    return render(request, "workspace/messages.html", {"received": found, "cards": cards})


@require_POST
@operators_only
def settle(request: HttpRequest, message_id: int) -> HttpResponse:
    actions.settle(message_id, by=f"account:{request.user.pk}")
    return redirect("workspace:messages")


@require_POST
@operators_only
def take_out(request: HttpRequest, message_id: int) -> HttpResponse:
    """Grant an objection: all register entries of the organisation go, and stay out."""
    message = get_object_or_404(Message, pk=message_id)
    shown = directory.shown_as(message.organisation) or message.organisation
    if actions.grant(message_id, names=directory.register_keys(shown), by=f"account:{request.user.pk}"):
        search.apply_pending()
    return redirect("workspace:messages")


@require_POST
@operators_only
def let_in(request: HttpRequest, message_id: int) -> HttpResponse:
    actions.take_back(message_id, by=f"account:{request.user.pk}")
    return redirect("workspace:messages")
