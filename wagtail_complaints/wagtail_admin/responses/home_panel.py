"""Which letters does Wagtail's home page name among those that one sent off? Those of cases that one still sees."""

from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel

from ...models import Response


class StillSeen(UserObjectsInWorkflowModerationPanel):
    """Wagtail lists whatever the user submitted, whether or not it has since been closed to them."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        states = list(context["workflow_states"])
        letters = [state.content_object.pk for state in states if isinstance(state.content_object, Response)]
        user = parent_context["request"].user
        seen = set(Response.objects.visible_to(user).filter(pk__in=letters).values_list("pk", flat=True))
        context["workflow_states"] = [
            state
            for state in states
            if not isinstance(state.content_object, Response) or state.content_object.pk in seen
        ]
        return context


def construct(request, panels):
    panels[:] = [StillSeen() if type(panel) is UserObjectsInWorkflowModerationPanel else panel for panel in panels]
