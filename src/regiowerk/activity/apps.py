from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "regiowerk.activity"
    label = "activity"
