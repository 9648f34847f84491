"""The public addresses, to be included once in the site's URLs, under whatever prefix the council likes."""

app_name = "wagtail_complaints"

urlpatterns: list = []
