from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "regiowerk.places"
    label = "places"
