from django.apps import AppConfig


class LinkingConfig(AppConfig):
    name = "regiowerk.linking"
    label = "linking"

    def ready(self) -> None:
        from regiowerk.linking import receivers  # noqa: F401
