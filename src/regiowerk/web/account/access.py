"""Who may open a page."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from regiowerk.accounts.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def operators_only(view: View[P]) -> View[P]:
    """Strangers are asked to sign in, people who are no operators are told so (403)."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = request.user
        if not isinstance(account, Account) and not account.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url("account:sign-in"))
        if not getattr(account, "is_operator", False):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
