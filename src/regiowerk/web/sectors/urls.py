from django.urls import path, register_converter

from regiowerk.web.sectors import views


class SectorCodeConverter:
    """Section, division or group, a section in lower case: c, 25, 25.6."""

    regex = r"[a-v]|\d\d(?:\.\d)?"

    def to_python(self, value: str) -> str:
        return value.upper()

    def to_url(self, value: str) -> str:
        return value.lower()


register_converter(SectorCodeConverter, "sector_code")

app_name = "sectors"
urlpatterns = [
    path("", views.index, name="index"),
    path("<sector_code:code>/", views.sector, name="sector"),
    path("<sector_code:code>-<slug:name>/", views.sector, name="sector"),
]
