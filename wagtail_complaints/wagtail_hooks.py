"""What does the app add to Wagtail's admin? Registered here, a line each; the logic lives elsewhere."""

from wagtail import hooks

from .wagtail_admin import log_actions

hooks.register("register_log_actions", log_actions.register)
