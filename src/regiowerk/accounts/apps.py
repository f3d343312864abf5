from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "regiowerk.accounts"
    label = "accounts"
