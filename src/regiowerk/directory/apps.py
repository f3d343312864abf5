from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "regiowerk.directory"
    label = "directory"

    def ready(self) -> None:
        from regiowerk.directory import receivers  # noqa: F401
