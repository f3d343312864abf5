from django.urls import include, path, register_converter
from django.utils.translation import pgettext_lazy

from regiowerk.common import ids
from regiowerk.web.directory import map_views, views
from regiowerk.web.machines.views import organisation as organisation_data


class PublicIdConverter:
    regex = ids.PATTERN.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DataFormConverter(PublicIdConverter):
    regex = "jsonld|json"


register_converter(PublicIdConverter, "public_id")
register_converter(DataFormConverter, "data_form")

app_name = "directory"
organisations = [
    path("", views.search, name="search"),
    path(pgettext_lazy("address", "suggest/"), views.suggest, name="suggest"),
    path("<slug:slug>-<public_id:public_id>/", views.organisation, name="organisation"),
    path("<public_id:public_id>/", views.organisation, name="organisation"),
    path("<slug:slug>-<public_id:public_id>.<data_form:form>", organisation_data, name="organisation-data"),
    path("<public_id:public_id>.<data_form:form>", organisation_data, name="organisation-data"),
]
urlpatterns = [
    # Asked by scripts: the same words in all languages.
    path("map/cells", map_views.cells, name="map-cells"),
    path("map/land", map_views.land, name="map-land"),
    path(pgettext_lazy("address", "directory/"), include(organisations)),
    path(pgettext_lazy("address", "about-the-data/"), views.data, name="data"),
]
