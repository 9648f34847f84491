"""Do the migrations come where they cost a site the least?"""

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from wagtail_complaints.migrations import _at_once


@pytest.mark.parametrize("app", _at_once.WAGTAILS_OWN)
def test_wagtails_own_come_first_and_do_not_render_ours_again(app):
    graph = MigrationLoader(None).graph
    assert (app, _at_once.WAGTAILS_OWN[app]) in graph.forwards_plan(("wagtail_complaints", "0001_initial"))


def test_a_site_without_one_of_them_waits_for_the_others_alone(monkeypatch):
    everything = set(_at_once.after_wagtails_own())
    monkeypatch.delitem(apps.app_configs, "wagtailredirects")
    assert everything - set(_at_once.after_wagtails_own()) == {ours_waits_for("wagtailredirects")}


@pytest.mark.parametrize("elsewhere", [None, "example_site.council.migrations"])
def test_a_site_that_migrates_one_of_them_in_its_own_way_waits_for_the_others_alone(settings, elsewhere):
    everything = set(_at_once.after_wagtails_own())
    settings.MIGRATION_MODULES = {"wagtailusers": elsewhere}
    assert everything - set(_at_once.after_wagtails_own()) == {ours_waits_for("wagtailusers")}


def ours_waits_for(app: str) -> tuple[str, str]:
    return app, _at_once.WAGTAILS_OWN[app]
