"""Which responses may somebody open, edit or delete in the admin? Wagtail asks here, for every row."""

from django.core.exceptions import PermissionDenied
from wagtail.permission_policies import ModelPermissionPolicy

from ...models import Response

NOBODYS = frozenset({"add", "publish", "lock", "unlock", "bulk_delete"})
"""A response is drafted from its case, issued by its sign-off and locked by both: nobody does it by hand."""


class ResponsePolicy(ModelPermissionPolicy):
    """The permissions of the role, and the rules of the row. Superusers are held to `NOBODYS` as well."""

    def user_has_permission(self, user, action):
        return action not in NOBODYS and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - NOBODYS)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.instances_user_has_any_permission_for(user, [action]).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user, actions):
        actions = {action for action in actions if self.user_has_permission(user, action)}
        if "view" in actions:
            return Response.objects.visible_to(user)
        if "change" in actions:
            return Response.objects.editable_by(user)
        if "delete" in actions:
            return Response.objects.editable_by(user).filter(live=False, sign_off_runs=None)
        return Response.objects.none()


POLICY = ResponsePolicy(Response)


def check_delete(request, instances):
    """Pass where the responses among `instances` may be deleted; Wagtail 7.4 asks no policy for many at once."""
    for response in (each for each in instances if isinstance(each, Response)):
        if not POLICY.user_has_permission_for_instance(request.user, "delete", response):
            raise PermissionDenied
