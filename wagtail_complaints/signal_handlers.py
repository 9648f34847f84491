"""Which of Wagtail's and Django's signals does the app answer? One line each, that calls an action."""
