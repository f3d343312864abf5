"""Addresses: everything below a language, but what machines look for at the root."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("robots.txt", TemplateView.as_view(template_name="robots.txt", content_type="text/plain")),
    *i18n_patterns(path("", include("regiowerk.web.urls"))),
]
