from django.urls import path, register_converter

from regiowerk.web.places import views


class RegionCodeConverter:
    """A country or NUTS 3 region in lower case: cz042."""

    regex = "[a-z]{2}(?:[0-9a-z]{3})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(RegionCodeConverter, "region_code")

app_name = "places"
urlpatterns = [
    path("", views.index, name="index"),
    path("<slug:name>-<region_code:region>/", views.town, name="town"),
]
