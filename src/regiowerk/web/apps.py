from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "regiowerk.web"
    label = "web"
