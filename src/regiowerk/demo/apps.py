from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "regiowerk.demo"
    label = "demo"
