from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CodelistsConfig(AppConfig):
    name = "regiowerk.codelists"
    label = "codelists"

    def ready(self) -> None:
        from regiowerk.codelists.receivers import carry_lists

        post_migrate.connect(carry_lists, sender=self)
