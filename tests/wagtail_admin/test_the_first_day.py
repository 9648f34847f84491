"""A site into which the app has just been put says what comes first: a procedure, then what is complained of."""

import pytest

from tests.wagtail_admin.cases_at_hand import procedure, triaged

pytestmark = pytest.mark.django_db

REGISTER, LOG = "/admin/complaints/cases/", "/admin/complaints/cases/log/"


def test_an_empty_register_says_how_cases_come_into_it(desk):
    said = "A complaint sent by a form opens one by itself."
    assert said in desk.get(REGISTER).content.decode()
    triaged()
    assert said not in desk.get(REGISTER).content.decode()
    assert said not in desk.get(f"{REGISTER}?q=unheard-of").content.decode()


def test_logging_says_that_a_procedure_is_to_be_published_first(desk):
    said = "No procedure is published yet"
    assert said in desk.get(LOG).content.decode()
    procedure()
    assert said not in desk.get(LOG).content.decode()
