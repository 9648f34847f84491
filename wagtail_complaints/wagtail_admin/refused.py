"""What does a form say on top that was not taken? That it was not, and where the first error stands."""

from django.utils.translation import gettext as _
from wagtail.admin import messages


class SaysThatItWasRefused:
    """Mixed in before a `FormView`. Wagtail's message leads to the first error of the form."""

    def form_invalid(self, form):
        messages.validation_error(self.request, _("This could not be done."), form)
        return super().form_invalid(form)
