"""Which addresses does the site have, and what do they name? Read from its own resolver, so that none is forgotten.

An address with arguments is filled by the first of `FILLED_BY` that speaks of it. One that nothing fills is
unclassified: the walk fails until somebody says here what its arguments name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from django.apps import apps
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

OURS = re.compile(
    r"complaints_.*"
    r"|wagtail(snippets|snippetchoosers)_wagtail_complaints_.*"
    r"|wagtail_bulk_action"
    r"|wagtailadmin_editing_sessions:.*"
    r"|wagtailsettings:.*"
    r"|wagtailadmin_pages:(workflow_.*|collect_.*|confirm_workflow.*|revisions_.*)"
)
"""Where our rows are named, or where Wagtail takes numbers of theirs: here everything is posted as well."""

ASIDE = re.compile(
    r"wagtail(images|docs|redirects|sites|users_groups|styleguide|embeds|locales|admin_api|admin_collections).*"
    r"|wagtailadmin_(explore|choose_page|pages:|password|javascript|icons|sprite|home|account).*"
    r"|complaints_my_work|wagtail_complaints:(tracking.*|received|helpful_thanks)"
)
"""Where nothing is searched for or exported, or pages, files and accounts are: asked without searches."""

WITHOUT_CASES = re.compile(
    r"complaints_(advocacy-providers|bank-holidays|closure-days|letter-texts|school-terms)_modeladmin_.*"
    r"|complaints_service-(areas|providers)_modeladmin_.*"
    r"|complaints_(helpful|law|procedure|reviews).*"
    r"|wagtailsnippet(s|choosers)_wagtail_complaints_feedbackform.*"
    r"|wagtail_modeladmin:javascript_catalog"
    r"|wagtail(admin|docs|embeds|forms|images|redirects|settings|sites|users)(_.*|:.*)"
    r"|wagtail(core|docs|images)_.*"
)
"""Registers and procedures, and Wagtail’s own pages, files and accounts: a quick walk leaves them out."""

WITH_CASES = re.compile(
    r"wagtailadmin_(home|account)"
    r"|wagtailadmin_reports:(site_history|workflow|workflow_tasks)(_results)?"
    r"|wagtailadmin_editing_sessions:.*"
)
"""Wagtail’s own as well, but they tell of letters, or take numbers of our rows: even a quick walk asks."""

BULK = "wagtail_bulk_action"

_PAGES = dict.fromkeys(
    ("pk", "page_id", "page_pk", "parent_page_id", "page_to_move_id", "destination_id", "page_page_id"), "page"
)
_SIGN_OFF = {
    "action_name": "decision",
    "task_state_id": "task_state",
    "task_id": "task",
    "workflow_state_id": "workflow_state",
    "workflow_pk": "workflow",
    "revision_id": "revision",
    "revision_id_a": "older_revision",
    "revision_id_b": "newer_revision",
}
_TYPES = {
    "content_type_app_name": "page_app",
    "content_type_model_name": "page_type",
    "app_label": "page_app",
    "model_name": "page_type",
}

FILLED_BY: tuple[tuple[str, Mapping[str, str]], ...] = (
    (r"complaints_cases:correct-requested", {"pk": "case", "fact": "stage_asked_for"}),
    (r"complaints_cases:(change|delete)-view", {"view": "saved_view"}),
    (
        r"complaints_cases:.*|complaints_case_history|complaints_case_bundle",
        {
            "pk": "case",
            "number": "point_number",
            "party": "party",
            "named": "named",
            "about": "about",
            "kind": "fact_kind",
            "fact": "fact",
            "stage": "stage",
            "appointment": "appointment",
            "link": "link",
            "enquiry": "enquiry",
            "remedy": "remedy",
            "proposal": "proposal",
            "action": "action",
            "fee": "fee",
            "override": "override",
            "earlier": "earlier_part",
            "recommendation": "recommendation",
        },
    ),
    (r"complaints_deputy_end", {"pk": "deputy"}),
    (r"complaints_hand_over", {"pk": "user"}),
    (r"complaints_teams_modeladmin_.*", {"instance_pk": "team"}),
    (r"complaints_inbox_modeladmin_.*", {"instance_pk": "submission"}),
    (r"complaints_file(_original)?", {"key": "upload"}),
    (r"complaints_service-areas_modeladmin_.*", {"instance_pk": "service_area"}),
    (r"complaints_service-providers_modeladmin_.*", {"instance_pk": "service_provider"}),
    (r"complaints_bank-holidays_modeladmin_.*", {"instance_pk": "extra_holiday"}),
    (r"complaints_closure-days_modeladmin_.*", {"instance_pk": "closure_day"}),
    (r"complaints_school-terms_modeladmin_.*", {"instance_pk": "school_term"}),
    (r"complaints_moved-dates_modeladmin_.*", {"instance_pk": "date_notice"}),
    (r"complaints_enquiries_modeladmin_.*", {"instance_pk": "enquiry"}),
    (r"complaints_actions_modeladmin_.*", {"instance_pk": "action"}),
    (r"complaints_letters_modeladmin_.*", {"instance_pk": "letter"}),
    (r"complaints_advocacy-providers_modeladmin_.*", {"instance_pk": "advocacy_provider"}),
    (r"complaints_outside-people_modeladmin_.*", {"instance_pk": "outside_person"}),
    (r"complaints_letter-texts_modeladmin_.*", {"instance_pk": "letter_text"}),
    (r"complaints_law_of_page|complaints_procedure_export", {"page_id": "procedure_page"}),
    (r"complaints_law_of_new", {"app": "page_app", "model": "page_type", "parent_id": "page"}),
    (r"wagtailsnippets_wagtail_complaints_response:.*", {"pk": "response", **_SIGN_OFF}),
    (r"wagtailsnippet(s|choosers)_wagtail_complaints_feedbackform:.*", {"pk": "feedback_form"}),
    (r"complaints_helpful_page.*", {"page_id": "page"}),
    (r"wagtail_complaints:format.*", {"page_pk": "procedure_page", "audience": "place", "name": "format_name"}),
    (r"wagtail_complaints:helpful", {"page_pk": "page"}),
    (r"wagtail_complaints:helpful_thanks", {"token": "receipt_guess"}),
    (r"wagtail_complaints:received", {"token": "receipt_guess"}),
    (r"wagtail_complaints:tracking_open", {"token": "receipt_guess"}),
    (r"wagtail_complaints:tracking_.*", {"number": "point_number"}),
    (r"wagtail_complaints:feedback.*", {"digest": "form_digest", "page_pk": "page", "name": "place"}),
    (r"wagtailadmin_api:pages:.*", {"pk": "page", "action_name": "page_action"}),
    (r"wagtailadmin_api:.*", {"pk": "none"}),
    (r"wagtailadmin_explore.*|wagtailadmin_choose_page.*|wagtailforms:.*", _PAGES),
    (r"wagtailadmin_pages:.*", {**_PAGES, **_SIGN_OFF, **_TYPES}),
    (r"wagtailadmin_tag_model_autocomplete", {"app_name": "tag_app", "model_name": "tag_type"}),
    (r"wagtailadmin_collections:.*", {"pk": "none", "collection_id": "none"}),
    (r"wagtailadmin_workflows:(edit|disable|enable)_task", {"pk": "task"}),
    (r"wagtailadmin_workflows:add_task", {"app_label": "our_app", "model_name": "task_type"}),
    (
        r"wagtailadmin_workflows:.*",
        {"pk": "workflow", "workflow_pk": "workflow", "page_pk": "page", "task_id": "task"},
    ),
    (
        r"wagtailadmin_editing_sessions:.*",
        {"app_label": "our_app", "model_name": "our_model", "object_id": "row", "session_id": "session"},
    ),
    (r"wagtailsettings:.*", {"app_name": "our_app", "model_name": "settings_type", "pk": "settings"}),
    (r"wagtailredirects:.*", {"redirect_id": "none"}),
    (
        r"wagtaildocs.*",
        dict.fromkeys(("document_id", "doc_id", "uploaded_file_id", "pk", "restriction_id"), "none"),
    ),
    (
        r"wagtailimages.*",
        {**dict.fromkeys(("image_id", "uploaded_file_id", "pk"), "none"), "filter_spec": "image_filter"},
    ),
    (r"wagtailsites:.*", {"pk": "site"}),
    (r"wagtailusers_users:.*", {"pk": "user"}),
    (r"wagtailusers_groups:.*", {"pk": "group"}),
    (r"wagtailadmin_password_reset_confirm", {"uidb64": "place", "token": "place"}),
    (r"wagtailcore_authenticate_with_password", {"page_view_restriction_id": "none", "page_id": "page"}),
)
"""What the arguments of an address name, by the names in `Canary.values`."""

FIXED = {
    "admin/test404/": ["/admin/test404/"],
    "admin/^.*/$": ["/admin/nothing-is-here/"],
    "documents/^(\\d+)/(.*)$": ["/documents/1/a.pdf"],
    "^((?:[\\w\\-]+/)*)$": ["/", "/nothing-is-here/"],
    "^static/(?P<path>.*)$": ["/static/nothing-is-here.css"],
}
"""Addresses without a name, or with arguments that have none, written out."""

UNNAMED = {"wagtailadmin_pages:revisions_compare": ("page", "older_revision", "newer_revision")}
"""What the arguments name, in their order, where a version of Wagtail (7.4) gives them no names."""

SIGN_OUT = "wagtailadmin_logout"


@dataclass(frozen=True, slots=True)
class Address:
    name: str
    route: str
    arguments: frozenset[str]

    @property
    def is_ours(self) -> bool:
        return bool(OURS.fullmatch(self.name))

    @property
    def may_know(self) -> bool:
        """Return whether a case could be met there: so it is with every address that nobody says is without."""
        return bool(WITH_CASES.fullmatch(self.name)) or not WITHOUT_CASES.fullmatch(self.name)

    @property
    def takes_chosen(self) -> bool:
        """Return whether it is asked about the rows of a list: `?id=1&id=2`."""
        return self.name == BULK or "chosen" in self.name

    @property
    def is_listing(self) -> bool:
        """Return whether it may list something of ours, so that it is worth a search and an export."""
        return not self.arguments and not ASIDE.fullmatch(self.name)


class Unclassified(Exception):
    """Nothing here says what the arguments of this address name."""


def every_address() -> list[Address]:
    """Return the addresses by name; signing out comes last, for a GET ends the session as well."""
    return sorted(set(_under(get_resolver())), key=lambda each: (each.name == SIGN_OUT, each.name, each.route))


def _under(resolver, route="", namespaces=()) -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*namespaces, pattern.namespace) if pattern.namespace else namespaces
            yield from _under(pattern, here, inner)
        else:
            name = ":".join((*namespaces, pattern.name)) if pattern.name else ""
            yield Address(name, here, _arguments(here))


def _arguments(route: str) -> frozenset[str]:
    converted = re.findall(r"<(?:\w+:)?(\w+)>", route)
    return frozenset(converted)


def paths(
    address: Address, values: Mapping[str, list], *, guess: bool = False, is_quick: bool = False
) -> list[str]:
    """Return the address with every canary that its arguments may name. Raises: Unclassified.

    With `guess`, arguments that nobody has classified are filled with the numbers of the canary's rows.
    In a quick walk, an argument names the first canary of its kind alone.
    """
    if address.route in FIXED:
        return FIXED[address.route]
    if address.name == BULK:
        return [_reverse(address, kwargs=each) for each in _bulk_actions(values)]
    ordered = () if address.arguments else UNNAMED.get(address.name, ())
    if ordered:
        return [_reverse(address, args=each) for each in product(*_chosen(ordered, values, is_quick))]
    try:
        names = _named(address)
    except Unclassified:
        if not guess or not address.name:
            raise
        names = dict.fromkeys(address.arguments, "row")
    arguments = sorted(address.arguments)
    choices = product(*_chosen([names[each] for each in arguments], values, is_quick))
    return [_reverse(address, kwargs=dict(zip(arguments, each, strict=True))) for each in choices]


def _chosen(names: Sequence[str], values: Mapping[str, list], is_quick: bool) -> list[list]:
    return [values[name][:1] if is_quick else values[name] for name in names]


def _reverse(address: Address, **given) -> str:
    try:
        return reverse(address.name, **given)
    except NoReverseMatch as impossible:
        raise Unclassified(f"{address.name} ({address.route}): {impossible}") from impossible


def _bulk_actions(values: Mapping[str, list]) -> Iterator[dict]:
    """Yield each bulk action that is registered for a model of ours, and one that is not."""
    app = values["our_app"][0]
    yield {"app_label": app, "model_name": "case", "action": "nothing-like-it"}
    for model in apps.get_app_config(app).get_models():
        name = model._meta.model_name
        for action in bulk_action_registry.get_bulk_actions_for_model(app, name):
            yield {"app_label": app, "model_name": name, "action": action.action_type}


def _named(address: Address) -> Mapping[str, str]:
    if not address.arguments:
        return {}
    for pattern, names in FILLED_BY:
        if re.fullmatch(pattern, address.name) and address.arguments <= names.keys():
            return names
    raise Unclassified(f"{address.name or address.route}: what are {', '.join(sorted(address.arguments))}?")
