from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "regiowerk.registers"
    label = "registers"
