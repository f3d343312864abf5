"""The product's addresses and one page with nothing on it, for the baseline of the search page."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from regiowerk.config.urls import urlpatterns as product


def empty_page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(engines["django"].from_string('{% extends "base.html" %}').render({}, request))


urlpatterns = [*i18n_patterns(path("empty-page/", empty_page)), *product]
