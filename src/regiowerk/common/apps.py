from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "regiowerk.common"
    label = "common"
