from django.apps import AppConfig


class MultipliersConfig(AppConfig):
    name = "regiowerk.multipliers"
    label = "multipliers"
