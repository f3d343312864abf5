from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "regiowerk.directory"
    label = "directory"
