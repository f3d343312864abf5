from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "regiowerk.jobs"
    label = "jobs"

    def ready(self) -> None:
        from regiowerk.jobs import receivers  # noqa: F401
