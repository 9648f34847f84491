"""Every key of the procedure document can be authored, and comes back as it was."""

from dataclasses import fields

import pytest

from example_site.council.models import ProcedurePage
from tests.blocks.documents import every_document
from wagtail_complaints.blocks.document import key_of, terms_of
from wagtail_complaints.blocks.procedure import ComplainantBlock, ExternalBlock, RedirectBlock, TrackBlock
from wagtail_complaints.blocks.stages import EscalationWindowBlock, PersonBlock, StageBlock, StageLetterBlock
from wagtail_complaints.blocks.timescales import BackstopBlock, TimescaleBlock
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.document import load, to_document

DOCUMENTS = every_document()
TABLES = {
    StageBlock: terms.Stage,
    TimescaleBlock: terms.Timescale,
    BackstopBlock: terms.Backstop,
    PersonBlock: terms.Person,
    StageLetterBlock: terms.StageLetter,
    EscalationWindowBlock: terms.EscalationWindow,
    ComplainantBlock: terms.Complainant,
    TrackBlock: terms.Track,
    RedirectBlock: terms.Redirect,
    ExternalBlock: terms.External,
}


@pytest.mark.parametrize("block, cls", TABLES.items(), ids=lambda each: each.__name__)
def test_a_block_has_a_child_for_every_key_of_its_table(block, cls):
    singular = {"timescales": "timescale", "people": "person", "letters": "letter"}
    keys = {key_of(singular.get(field.name, field.name)) for field in fields(cls)}
    assert {key_of(name) for name, _ in terms_of(block())} == keys


@pytest.mark.parametrize("block, cls", TABLES.items(), ids=lambda each: each.__name__)
def test_a_key_left_alone_means_in_a_block_what_it_means_in_a_document(block, cls):
    """Save `of` and `entry`: an editor begins with the usual one, where a document must say it."""
    singular = {"timescales": "timescale", "people": "person", "letters": "letter"}
    for field in fields(cls):
        name = singular.get(field.name, field.name)
        child = block().child_blocks.get(name)
        if child and isinstance(field.default, str) and name not in ("of", "entry"):
            assert (child.get_default() or "") == str(field.default), name


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_goes_into_a_page_and_comes_back(name):
    procedure = load(DOCUMENTS[name])
    page = ProcedurePage()
    page.fill(procedure)
    assert to_document(load(page.document())) == to_document(procedure)


@pytest.mark.django_db
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_comes_back_from_the_database_too(name, home):
    procedure = load(DOCUMENTS[name])
    page = ProcedurePage(slug="procedure")
    page.fill(procedure)
    home.add_child(instance=page)
    assert load(ProcedurePage.objects.get().document()) == procedure


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_blocks_find_nothing_wrong_with_a_good_document(name):
    procedure, page = load(DOCUMENTS[name]), ProcedurePage()
    page.fill(procedure)
    for field in ("complainants", "tracks", "redirects", "stages", "externals"):
        value = getattr(page, field)
        setattr(page, field, value.stream_block.clean(value))
    assert load(page.document()) == procedure
