from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "regiowerk.feedback"
    label = "feedback"
