"""The richest screens of the desk without a mouse: Tab reaches what is there, in its order, and it is seen to."""

import pytest

from tests import factories, signing
from tests.browser.conftest import sign_in
from wagtail_complaints import roles
from wagtail_complaints.models import Case

pytestmark = pytest.mark.browser

STOPS = """() => {
    const looks = element => ['', '::before', '::after'].map(part => {
        const of = getComputedStyle(element, part || null)
        return [of.outline, of.boxShadow, of.border, of.backgroundColor, of.textDecoration, of.opacity].join(' ')
    }).join(' ')
    window.lookOf = at => [at, at.parentElement, at.closest('.w-field')].filter(Boolean).map(looks).join(' ')
    const known = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [contenteditable=true]'
    const groups = new Set()
    const reached = [...document.querySelector('#main').querySelectorAll(known)].filter(each => {
        if (each.disabled || each.tabIndex < 0 || !each.checkVisibility({ visibilityProperty: true })) return false
        const folded = each.closest('details:not([open])')
        if (folded && each.parentElement !== folded) return false
        if (each.type !== 'radio') return true
        return !groups.has(each.name) && groups.add(each.name)
    })
    reached.forEach((each, place) => { each.stop = { place, look: lookOf(each) } })
    document.activeElement.blur()
    return reached.map(each => (each.labels?.[0] || each).textContent.trim().replace(/\\s+/g, ' ') || each.name)
}"""
"""What can be used in our part of the screen, by its words, in the order of the page; of a choice, the first."""

AT = """async () => {
    const at = document.activeElement
    if (at === document.body) return null
    if (!at.stop) return { place: -1, name: at.name }
    const box = () => (at.closest('label') || at).getBoundingClientRect()
    const isIts = there => there && (
        at.contains(there) || there.contains(at) || there.closest('label')?.contains(at)
        || there.closest('.xdsoft_datetimepicker')
    )
    const isInSight = () => {
        const { left, top, width, height } = box()
        const across = [Math.min(8, width / 2), width / 2]
        return across.every(along => Boolean(isIts(document.elementFromPoint(left + along, top + height / 2))))
    }
    for (let tries = 0; tries < 60 && !isInSight(); tries++) await new Promise(next => setTimeout(next, 50))
    return { place: at.stop.place, isInSight: isInSight(), isShown: lookOf(at) !== at.stop.look }
}"""
"""Where the focus is, whether nothing lies over it once the page has scrolled, and whether it looks otherwise.

The calendar that Wagtail opens under a field for a date may lie over what follows, until that is left.
"""


@pytest.fixture
def screens(browser_page):
    """The screens, each by what it is. Asked for after the browser."""
    factories.settings()
    author = signing.author()
    letter = signing.letter(by=author)
    Case.objects.update(owner=author)
    case = f"/admin/complaints/cases/{letter.case.pk}/"
    return {
        "the register": "/admin/complaints/cases/",
        "the page of a case": case,
        "a move": f"{case}people/add/",
        "the editor of a letter": f"/admin/snippets/wagtail_complaints/response/edit/{letter.pk}/",
    }


@pytest.fixture
def desk(browser_page, screens):
    page = browser_page(height=700)
    page.emulate_media(reduced_motion="reduce")
    sign_in(page, factories.user(roles.MANAGER, is_superuser=True))
    return page


def walked(page) -> list[dict]:
    """Press Tab from the top of our part of the screen to its end, and return each stop on the way."""
    stops, places = [], set()
    for _ in range(250):
        page.keyboard.press("Tab")
        at = page.evaluate(AT)
        if at is None or (at["place"] < 0 and stops and stops[-1]["place"] < 0):
            if stops:
                break
        elif at["place"] in places:
            break
        elif at["place"] >= 0:
            places.add(at["place"])
            stops.append(at)
    return stops


def test_everything_is_reached_in_its_order_and_the_focus_is_always_seen(desk, screens):
    for name, address in screens.items():
        desk.goto(address)
        known = desk.evaluate(STOPS)
        stops = walked(desk)
        assert [known[each["place"]] for each in stops] == known, name
        assert [known[each["place"]] for each in stops if not each["isInSight"]] == [], name
        assert [known[each["place"]] for each in stops if not each["isShown"]] == [], name


def test_what_folds_out_of_the_register_opens_and_closes_by_key_and_gives_the_focus_back(desk, screens):
    desk.goto(screens["the register"])
    for name in ("Actions", "Show filters"):
        opener = desk.locator("#main").get_by_role("button", name=name, exact=True).first
        for key in ("Enter", "Space"):
            opener.focus()
            desk.keyboard.press(key)
            until(desk, opener, is_open="true")
            desk.keyboard.press("Escape")
            until(desk, opener, is_open="false")
            assert has_the_focus(opener), name


def test_a_filter_of_the_register_is_chosen_by_key(desk, screens):
    desk.goto(screens["the register"])
    desk.locator("#main").get_by_role("button", name="Show filters").focus()
    desk.keyboard.press("Enter")
    due = desk.get_by_role("button", name="When it is due")
    due.wait_for()
    tab_to(desk, due)
    desk.keyboard.press("Enter")
    overdue = desk.get_by_role("radio", name="Overdue", exact=True)
    overdue.wait_for()
    overdue.focus()
    desk.keyboard.press("Space")
    desk.wait_for_url("**/cases/?*due=overdue*")


def has_the_focus(element) -> bool:
    return element.evaluate("each => each === document.activeElement")


def tab_to(page, element):
    """Press Tab until this has the focus, which is near."""
    for _ in range(8):
        page.keyboard.press("Tab")
        if has_the_focus(element):
            return
    raise AssertionError("It is not reached.")


def until(page, opener, *, is_open):
    page.wait_for_function("([each, said]) => each.ariaExpanded === said", arg=[opener.element_handle(), is_open])


def test_the_dialog_to_sign_in_takes_the_focus_and_escape_gives_it_back(desk):
    head, letter = signing.signer(), signing.submitted()
    sign_in(desk, head)
    desk.goto(f"/admin/snippets/wagtail_complaints/response/edit/{letter.pk}/")
    opener = desk.locator("footer").get_by_role("button", name="Sign", exact=True)
    opener.focus()
    desk.keyboard.press("Enter")
    read = desk.locator(".modal").get_by_label("I have read this letter")
    read.wait_for()
    tab_to(desk, read)
    desk.keyboard.press("Space")
    assert read.is_checked()
    desk.keyboard.press("Escape")
    read.wait_for(state="detached")
    assert has_the_focus(opener)
