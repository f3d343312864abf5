"""Addresses: everything below a language, but what machines look for at the root."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from regiowerk.web import theme
from regiowerk.web.machines import views as machines
from regiowerk.web.machines.sitemaps import LISTS

urlpatterns = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap-pages"),
    *(
        path(f"sitemap-{kind}-<slug:language>-<int:number>.xml", machines.sitemap_list, {"kind": kind}, "sitemap-list")
        for kind in LISTS
    ),
    path("sitemap-<slug:language>-<int:number>.xml", machines.sitemap_organisations, name="sitemap-organisations"),
    path("theme/<slug:digest>/<str:name>", theme.file, name="theme"),
    *i18n_patterns(path("", include("regiowerk.web.urls"))),
]
