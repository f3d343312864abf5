from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "regiowerk.search"
    label = "search"
