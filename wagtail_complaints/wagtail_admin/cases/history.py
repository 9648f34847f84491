"""What happened in this case, in order, through every part of it? One page, that a person can read.

Every source is read once, so the number of queries does not grow with the case.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView

from ... import conf
from ...actions.restrictions import note_read
from ...models import Case, Letter
from ...models.audit import actor_name
from ...workflows import SignOff
from ..changes import Line, Names, changed, changes, line, shown
from ..counted import InItsOwnWords
from . import history_words
from .history_words import Telling


def lines(case: Case) -> list[Line]:
    """Return every line of the history of `case`, the oldest first."""
    told = chain(
        receipt(case),
        facts(case, history_words.TELLINGS),
        moved_dates(case),
        sign_off(case),
        letters(case.letters.all()),
    )
    return sorted(told, key=lambda each: each.when)


def receipt(case: Case) -> Iterator[Line]:
    sent = case.submission
    who = actor_name(sent.logged_by) if sent.logged_by else _("The sender")
    what = _("%(kind)s received: %(channel)s") % {
        "kind": sent.get_kind_display(),
        "channel": sent.get_channel_display(),
    }
    yield Line(sent.stored_at, who, what)


def facts(case: Case, tellings: Iterable[Telling], *, left_out: Iterable[str] = ()) -> Iterator[Line]:
    """Yield what these tellings say of the facts, without the texts of the fields that are `left_out`."""
    told = [(telling, list(telling.rows_of(case))) for telling in tellings]
    for row in (row for _telling, rows in told for row in rows):
        for name in left_out:
            if hasattr(row, name):
                setattr(row, name, "")
    names = Names(row for _telling, rows in told for row in rows)
    for telling, rows in told:
        replaced = {row.supersedes_id for row in rows if getattr(row, "supersedes_id", None)}
        before = {}
        for row in rows:
            old, before[row.id] = before.get(row.id), row
            yield from _told(telling, row, old, before, replaced, names, case)


def _told(telling, row, old, before, replaced, names, case) -> Iterator[Line]:
    if old is None:
        corrected = before.get(getattr(row, "supersedes_id", None))
        what = telling.opening(row, case, names)
        if corrected:
            was = telling.opening(corrected, case, names)
            what = _("Corrected: %(was)s → %(now)s") % {"was": was, "now": what}
        yield line(row, what, getattr(row, "correction_reason", ""))
    elif getattr(old, "is_current", False) and not row.is_current:
        if row.id not in replaced:
            struck = _("Struck out: %(what)s") % {"what": telling.opening(row, case, names)}
            yield line(row, struck, getattr(row, "correction_reason", ""))
    elif differences := "; ".join(changes(old, row, names, silent=telling.silent)):
        about = telling.about(row, case)
        yield line(row, f"{about}: {differences}" if about else differences)


def moved_dates(case: Case) -> Iterator[Line]:
    """Yield the deadlines that moved; a row that was rebuilt in between is the same deadline."""
    known = {}
    names = Names(())
    for row in history_words.DEADLINES.rows_of(case):
        key = (row.case_stage_id, row.timescale)
        before = known.get(key)
        if row.history_type == "-":
            continue
        if before and before != row.due_on:
            field = row.instance_type._meta.get_field("due_on")
            what = history_words.DEADLINES.about(row, case)
            yield line(row, changed(what, shown(field, before, names=names), shown(field, row.due_on, names=names)))
        known[key] = row.due_on


def sign_off(case: Case) -> Iterator[Line]:
    steps = SignOff.objects.filter(workflow_state__sign_off_run__response__case_stage__case=case)
    run = "workflow_state__sign_off_run__response"
    for step in steps.select_related("task", "finished_by", "workflow_state__requested_by", run).order_by("pk"):
        about = history_words.about_stage(step.workflow_state.sign_off_run.response.case_stage_id, case)
        yield Line(
            step.started_at,
            actor_name(step.workflow_state.requested_by),
            _("%(stage)s: Response sent to be signed: %(task)s") % {"stage": about, "task": step.task.name},
        )
        if step.finished_at:
            what = f"{about}: {history_words.DECIDED[step.status]}: {step.task.name}"
            yield Line(step.finished_at, step.signer_name or actor_name(step.finished_by), what, step.comment)


def letters(written: QuerySet[Letter]) -> Iterator[Line]:
    called: dict[int, str] = {}
    for letter in written.select_related("created_by"):
        what = called[letter.pk] = letter.called
        yield Line(letter.created_at, actor_name(letter.created_by), _("Letter written: %(what)s") % {"what": what})
        if letter.sent_at:
            yield Line(letter.sent_at, actor_name(None), _("Letter sent: %(what)s") % {"what": what})
        elif letter.is_dead:
            given_up = _("Letter given up after %(times)s attempts: %(what)s")
            when = letter.not_before or letter.created_at
            yield Line(
                when, actor_name(None), given_up % {"times": letter.attempts, "what": what}, letter.last_error
            )
    was_dead: dict[int, bool] = {}
    for row in Letter.history.filter(id__in=written.values("pk")).order_by("history_date", "history_id"):
        if was_dead.get(row.id) and not row.is_dead:
            yield line(row, _("Letter queued again: %(what)s") % {"what": called[row.id]})
        was_dead[row.id] = row.is_dead


class CaseHistoryView(InItsOwnWords, BaseListingView):
    """The history of a case, for whoever may see the case; for others there is no such page."""

    template_name = "wagtail_complaints/admin/cases/history.html"
    page_title = gettext_lazy("History")
    header_icon = "history"
    paginate_by = 50
    columns = [
        Column("at", label=gettext_lazy("When"), sort_key="when", width="24%"),
        Column("who", label=gettext_lazy("Who"), width="15%"),
        Column("what", label=gettext_lazy("What")),
        Column("why", label=gettext_lazy("Why"), width="20%"),
    ]
    default_ordering = "when"
    one_row, many_rows = gettext_lazy("line of history"), gettext_lazy("lines of history")
    verbose_name_plural = many_rows

    @cached_property
    def case(self):
        cases = Case.objects.visible_to(self.request.user)
        cases = cases.select_related("submission__logged_by", "procedure_version").prefetch_related("stages")
        if case := cases.filter(pk=self.kwargs["pk"]).first():
            note_read(case, by=self.request.user, screen=self.page_title, at=conf.now())
            return case
        raise Http404

    def get_queryset(self):
        told = lines(self.case)
        return told[::-1] if self.ordering == "-when" else told

    def get_index_url(self):
        return reverse("complaints_case_history", args=[self.case.pk])

    def get_page_subtitle(self):
        return str(self.case)

    def get_breadcrumbs_items(self):
        case_url = AdminURLFinder(self.request.user).get_edit_url(self.case)
        crumbs = [{"url": case_url, "label": str(self.case)}] if case_url else []
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*self.breadcrumbs_items, *crumbs, here]
