"""How do pages that show what somebody told us stay with that person?"""

from functools import wraps

from django.utils.cache import patch_cache_control
from django.views.decorators.clickjacking import xframe_options_deny


def kept_by_nobody(view):
    """Mark every answer of `view` as one that no cache may keep and no other site may frame."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return xframe_options_deny(marked)
