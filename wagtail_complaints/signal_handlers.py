"""Which of Wagtail's and Django's signals does the app answer? One line each, that calls an action."""

from django.db.models.signals import post_save
from django.dispatch import receiver

from .models import ProcedureVersion


@receiver(post_save, sender=ProcedureVersion)
def ask_what_the_procedure_asks(instance, **kwargs):
    for form in instance.procedure.feedback_forms.all():
        form.keep_version()
