"""What may somebody do with our facts wherever Wagtail itself asks: usage, reports, choosers? Read visible rows."""

from django.apps import apps
from wagtail.permission_policies import ModelPermissionPolicy

from ..models import DateNotice, Response


class FactsPolicy(ModelPermissionPolicy):
    """Facts are recorded by the verbs in `actions/`: nobody adds, changes or deletes one through Wagtail."""

    def user_has_permission(self, user, action):
        return action == "view" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return "view" in actions and self.user_has_permission(user, "view")

    def user_has_permission_for_instance(self, user, action, instance):
        return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        rows = self.model._default_manager
        if not self.user_has_any_permission(user, actions):
            return rows.none()
        return rows.visible_to(user) if hasattr(rows, "visible_to") else rows.all()

    def instances_user_has_permission_for(self, user, action):
        return self.instances_user_has_any_permission_for(user, [action])


def of_cases() -> list[type]:
    """Return our models whose rows are seen with their case; responses and notices of dates have their own rule."""
    ours = apps.get_app_config("wagtail_complaints").get_models()
    return [
        model
        for model in ours
        if hasattr(model._default_manager, "visible_to") and model not in (Response, DateNotice)
    ]


POLICIES = [FactsPolicy(model) for model in of_cases()]
