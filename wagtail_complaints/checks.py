"""Is the app installed as its documentation says? Every check has an id, a hint and a section in docs/checks.md."""
