from django.apps import AppConfig


class CodelistsConfig(AppConfig):
    name = "regiowerk.codelists"
    label = "codelists"
