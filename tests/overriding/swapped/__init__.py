"""A council whose site has a page model of its own in the place of Wagtail's."""
