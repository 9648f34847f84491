"""Properties are true or not; how fast the machine is today is not their business."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
