from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "regiowerk.directory"
    label = "directory"

    def ready(self) -> None:
        from regiowerk.directory import receivers  # noqa: F401
        from regiowerk.directory.search_document import OrganisationDocuments
        from regiowerk.search import sources

        sources.register(OrganisationDocuments())
