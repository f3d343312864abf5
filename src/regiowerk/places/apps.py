from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlacesConfig(AppConfig):
    name = "regiowerk.places"
    label = "places"

    def ready(self) -> None:
        from regiowerk.places.receivers import carry_places

        post_migrate.connect(carry_places, sender=self)
