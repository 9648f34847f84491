"""A procedure leaves as a file and comes in from one, or from a preset, as a draft. Nothing is half made."""

from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from example_site.council.models import HomePage, ProcedurePage
from tests import factories
from wagtail_complaints import roles
from wagtail_complaints.procedure.document import load
from wagtail_complaints.procedure_files import presets, read, write

from . import law_at_hand

pytestmark = pytest.mark.django_db
NEW = "complaints_procedure_import"


@pytest.fixture
def home(db):
    return law_at_hand.home()


@pytest.fixture
def editing(client, home, monday):
    client.force_login(law_at_hand.editor(home))
    return client


def sent(client, home, data=b"", *, name="procedure.toml", **fields):
    file = {"file": SimpleUploadedFile(name, data)} if data else {}
    return client.post(reverse(NEW), {"parent": home.pk, "preset": "", **file, **fields})


def document(**changes):
    return write(law_at_hand.procedure(**changes)).encode()


def test_a_page_leaves_as_the_file_that_it_is(editing, home):
    page = law_at_hand.page(home)
    answer = editing.get(reverse("complaints_procedure_export", args=[page.pk]))
    assert answer["Content-Type"] == "application/toml; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="children.toml"'
    assert read(answer.content.decode()) == law_at_hand.procedure()


def test_the_draft_leaves_not_what_is_published(editing, home):
    page = law_at_hand.page(home)
    page.title = "Another title"
    page.save_revision()
    answer = editing.get(reverse("complaints_procedure_export", args=[page.pk]))
    assert read(answer.content.decode()).title == "Another title"


def test_a_draft_that_is_no_procedure_does_not_leave(editing, home):
    page = law_at_hand.page(home, live=False)
    page.stages[0].value["timescale"][0]["within"] = "soon"
    page.save_revision()
    answer = editing.get(reverse("complaints_procedure_export", args=[page.pk]), follow=True)
    assert (
        "This page is not yet a procedure. Stages, Stage 1, Timescales 1, Within: “soon” is not"
        in answer.content.decode()
    )


def test_a_file_becomes_a_draft_of_whoever_sent_it(editing, home):
    answer = sent(editing, home, document())
    page = ProcedurePage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.get_parent().pk, page.slug) == (False, home.pk, "childrens-complaints")
    assert page.owner == page.latest_revision.user
    assert load(page.get_latest_revision_as_object().document()) == law_at_hand.procedure()


def test_a_file_with_a_mark_of_its_encoding_is_read(editing, home):
    sent(editing, home, b"\xef\xbb\xbf" + document())
    assert ProcedurePage.objects.get().procedure_slug == "children"


def test_a_short_name_in_use_gets_a_number(editing, home):
    sent(editing, home, document())
    answer = editing.post(
        reverse(NEW), {"parent": home.pk, "file": SimpleUploadedFile("a.toml", document())}, follow=True
    )
    assert "so this one is called “children-2”" in answer.content.decode()
    pages = ProcedurePage.objects.order_by("pk").values_list("procedure_slug", "slug")
    assert list(pages) == [("children", "childrens-complaints"), ("children-2", "childrens-complaints-2")]


@pytest.mark.parametrize("key", sorted(presets()))
def test_every_preset_becomes_a_draft_with_its_words(editing, home, key):
    sent(editing, home, preset=key)
    page = ProcedurePage.objects.get()
    assert load(page.document()) == presets()[key]
    assert not page.live


@pytest.mark.parametrize(
    "data, said",
    [
        (b"[[stage", "line 1: This line is not TOML"),
        (b"\x7fELF\x00\x01\x02" * 9, "line 1: This line is not TOML"),
        (b"\x89PNG\r\n\x1a\n\xff\xff", "line 1: This is not text in UTF-8"),
        (document().decode().encode("utf-16"), "line 1: This is not text in UTF-8"),
        (b'format = 1\ntitle = "caf\xe9"', "line 2: This is not text in UTF-8"),
        (b"#" * 5 * 1024 * 1024, "This file is larger than 256 KB"),
        (b"a = " + b"[" * 100_000, "line 1: Too many brackets"),
        (b"a = " + b"9" * 5000, "line 1: This cannot be read"),
        (b"format = 1", "line 1: “slug” is missing."),
        (document().replace(b"20 working days", b"soon", 1), "“soon” is not a length of time."),
        (document().replace(b"Team manager", b"Team\\u0000manager"), "the character “null”"),
        (document().replace(b'title = "', b'title = "' + b"A" * 300), "Title: Ensure this value has at most 255"),
        (
            document().replace(b'slug = "', b'slug = "' + b"a" * 300),
            "Short name: Ensure this value has at most 100",
        ),
    ],
    ids=lambda each: str(each)[:24],
)
def test_a_bad_file_is_told_of_by_line_and_makes_nothing(editing, home, data, said):
    answer = sent(editing, home, data)
    assert answer.status_code == 200
    assert said in answer.content.decode().replace("&quot;", '"').replace("&#x27;", "'")
    assert not ProcedurePage.objects.exists()
    assert home.get_children().count() == 0


def test_what_a_file_says_is_never_run(editing, home):
    data = document().replace(b'regime = "children-england"', b'"<script>alert(1)</script>" = 1')
    said = sent(editing, home, data).content.decode()
    assert "&lt;script&gt;alert(1)" in said
    assert "<script>alert(1)" not in said


@pytest.mark.parametrize(
    "fields, said",
    [
        ({}, "Choose a preset, or a file."),
        ({"preset": "martial"}, "martial is not one of the available choices."),
        ({"preset": "foi", "parent": ""}, "Choose the page under which the new one is to stand."),
        ({"preset": "foi", "parent": 1}, "Select a valid choice."),
    ],
)
def test_what_is_left_out_is_asked_for(editing, home, fields, said):
    assert said in sent(editing, home, **fields).content.decode()
    assert not ProcedurePage.objects.exists()


def test_a_preset_and_a_file_are_one_too_many(editing, home):
    assert "not both" in sent(editing, home, document(), preset="foi").content.decode()


def test_nobody_adds_where_they_may_not(editing, home):
    other = HomePage(title="Elsewhere", slug="elsewhere")
    home.get_parent().add_child(instance=other)
    assert "You may not add pages there." in sent(editing, other, preset="foi").content.decode()
    assert not ProcedurePage.objects.exists()


@pytest.mark.parametrize("role", [roles.AUDITOR, roles.MANAGER, roles.SIGNER])
def test_who_may_not_edit_pages_has_no_way_in_or_out(client, home, role):
    page = law_at_hand.page(home)
    client.force_login(factories.user(role))
    assert client.get(reverse(NEW)).status_code == 302
    assert sent(client, home, document()).status_code == 302
    assert client.get(reverse("complaints_procedure_export", args=[page.pk])).status_code == 302
    assert ProcedurePage.objects.count() == 1


def test_the_ways_in_and_out_stand_in_the_menu_of_a_page(editing, home):
    page = law_at_hand.page(home)
    edit = editing.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert reverse("complaints_procedure_export", args=[page.pk]) in edit
    explore = editing.get(reverse("wagtailadmin_explore", args=[home.pk])).content.decode()
    assert f"{reverse(NEW)}?parent={home.pk}" in explore
    assert reverse("complaints_procedure_export", args=[home.pk]) not in explore


def test_an_empty_page_leads_to_the_presets_and_a_stored_one_does_not(editing, home):
    kind = ("council", "procedurepage")
    empty = editing.get(reverse("wagtailadmin_pages:add", args=[*kind, home.pk])).content.decode()
    stored = editing.get(reverse("wagtailadmin_pages:edit", args=[law_at_hand.page(home).pk])).content.decode()
    words = "Start from a preset, or from a file"
    assert f'<a href="{reverse(NEW)}?parent={home.pk}">{words}</a>' in empty
    assert words not in stored


def test_the_presets_are_offered_by_nation(editing, home):
    offered = editing.get(reverse(NEW)).context["form"].fields["preset"].choices[1:]
    assert [nation for nation, _presets in offered] == ["England", "Wales", "Scotland", "Northern Ireland"]
    assert dict(offered)["Scotland"] == [("scotland-mchp", "Complaints")]
    assert sorted(key for _nation, named in offered for key, _title in named) == sorted(presets())


def test_pages_that_carry_no_procedure_do_not_leave(editing, home):
    assert editing.get(reverse("complaints_procedure_export", args=[home.pk])).status_code == 404


def said(*args):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_the_command_line_writes_what_is_published(home):
    law_at_hand.page(home)
    assert read(said("complaints_export", "children")) == law_at_hand.procedure()
    with pytest.raises(CommandError, match="No procedure is published as “nothing”"):
        said("complaints_export", "nothing")


def named(home):
    return (str(home.pk), "/", "http://localhost/")


@pytest.mark.parametrize("number", range(3))
def test_the_command_line_makes_a_draft_under_a_page(home, tmp_path, number):
    path = tmp_path / "children.toml"
    path.write_bytes(document())
    answer = said("complaints_import", str(path), "--parent", named(home)[number])
    page = ProcedurePage.objects.get()
    assert answer == f"Page {page.pk}, “Children’s complaints”, is a draft now, with the short name “children”.\n"
    assert (page.live, page.get_parent().pk) == (False, home.pk)


def test_the_command_line_takes_a_preset_by_its_name(home):
    said("complaints_import", "foi", "--parent", "/")
    assert load(ProcedurePage.objects.get().document()) == presets()["foi"]


@pytest.mark.parametrize(
    "data, parent, why",
    [
        (b"[[stage", "/", "line 1: This line is not TOML"),
        (b"\xff\xfe\x00", "/", "line 1: This is not text in UTF-8"),
        (document(), "/nowhere/", "There is no page “/nowhere/”."),
        (document(), "https://elsewhere.example/", "There is no page"),
        (document(), "99999", "There is no page “99999”."),
        (document(), "1", "There is no page “1”."),
        (document(), "http://localhost:99999999/", "There is no page"),
    ],
    ids=range(7),
)
def test_the_command_line_refuses_on_one_line_and_makes_nothing(home, tmp_path, data, parent, why):
    path = tmp_path / "a.toml"
    path.write_bytes(data)
    with pytest.raises(CommandError, match=why) as refused:
        said("complaints_import", str(path), "--parent", parent)
    assert (refused.value.returncode, "\n" in str(refused.value)) == (2, False)
    assert not ProcedurePage.objects.exists()
