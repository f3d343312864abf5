from django.urls import include, path, register_converter
from django.utils.translation import pgettext_lazy

from regiowerk.common import ids
from regiowerk.web.directory import views


class PublicIdConverter:
    regex = ids.PATTERN.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PublicIdConverter, "public_id")

app_name = "directory"
organisations = [
    path("", views.to_search, name="index"),
    path(pgettext_lazy("address", "suggest/"), views.suggest, name="suggest"),
    path("<slug:slug>-<public_id:public_id>/", views.organisation, name="organisation"),
    path("<public_id:public_id>/", views.organisation, name="organisation"),
]
urlpatterns = [
    path("", views.search, name="search"),
    path(pgettext_lazy("address", "directory/"), include(organisations)),
    path(pgettext_lazy("address", "about-the-data/"), views.data, name="data"),
]
