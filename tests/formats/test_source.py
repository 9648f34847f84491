"""What goes onto paper: what only a screen can do is gone, addresses are written out, pictures are carried."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from wagtail_complaints.formats.source import _for_paper

PAGE = "https://wenbury.example/complaints/"


def on_paper(html):
    return _for_paper(html, PAGE, "/media/")


def test_what_only_a_screen_can_do_is_gone():
    assert (
        on_paper("<nav>Menu</nav><form></form><script>x</script><p hidden>Decoy</p><p>Words</p>") == "<p>Words</p>"
    )


def test_what_is_folded_away_is_open():
    assert on_paper("<details><summary>More</summary><p>Bring a friend.</p></details>") == (
        "<div><p>Bring a friend.</p></div>"
    )


def test_a_link_says_where_it_leads_unless_its_words_do():
    assert on_paper('<a href="/form/">the form</a>').endswith("</a> (https://wenbury.example/form/)")
    assert on_paper('<a href="https://a.example/">a.example</a>').endswith("a.example</a>")
    assert on_paper('<a href="tel:01632960001">01632 960001</a>').endswith("01632 960001</a>")


def test_pictures_of_the_site_are_carried_and_others_leave_their_words():
    name = default_storage.save("letter.png", ContentFile(b"pixels"))
    assert on_paper(f'<img src="/media/{name}" alt="A letter">') == (
        '<img alt="A letter" src="data:image/png;base64,cGl4ZWxz"/>'
    )
    assert on_paper('<img src="https://elsewhere.example/a.png" alt="A letter">') == "A letter"
    assert on_paper('<img src="/media/../../etc/passwd" alt="A letter">') == "A letter"
