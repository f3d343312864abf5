"""The pages; each language has its own words in the addresses."""

from django.urls import include, path
from django.utils.translation import pgettext_lazy

urlpatterns = [
    path("", include("regiowerk.web.home.urls")),
    path("", include("regiowerk.web.directory.urls")),
    path(pgettext_lazy("address", "sectors/"), include("regiowerk.web.sectors.urls")),
    path(pgettext_lazy("address", "places/"), include("regiowerk.web.places.urls")),
    path("", include("regiowerk.web.operator.urls")),
    path("", include("regiowerk.web.styleguide.urls")),
    path(pgettext_lazy("address", "workspace/"), include("regiowerk.web.workspace.urls")),
    path(pgettext_lazy("address", "account/"), include("regiowerk.web.account.urls")),
]
