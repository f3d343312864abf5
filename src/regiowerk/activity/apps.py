from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "regiowerk.activity"
    label = "activity"

    def ready(self) -> None:
        from regiowerk.activity import receivers  # noqa: F401
