"""How can the complainant take it further: to the next stage, or to a body outside the council?"""

from django.utils.translation import gettext as _

from ..models import CaseStage, LetterKind
from ..models.letter import ANSWERS
from ..procedure.terms import Entry, External, Procedure, Stage

_REFUSES = (LetterKind.REFUSAL, LetterKind.STAGE_REFUSED)


def is_last_word(kind: LetterKind, case_stage: CaseStage | None) -> bool:
    """Return whether the council has nothing more to say after this letter: nothing follows, or it refused."""
    if kind in _REFUSES:
        return True
    if case_stage is None or any(stage.entry != Entry.OFFER for stage in _after(case_stage)):
        return False
    return kind in ANSWERS or (kind == LetterKind.CLOSURE and case_stage.facts().ended_on is not None)


def next_stage(case_stage: CaseStage) -> str:
    following = next((stage for stage in _after(case_stage) if stage.entry in (Entry.REQUEST, Entry.GATE)), None)
    if not following:
        return ""
    words = [
        _("If you are not happy with this answer you can ask for the next stage: %(stage)s.")
        % {"stage": following.name}
    ]
    if window := case_stage.terms.escalation_window:
        words.append(_("Please tell us within %(length)s of getting this letter.") % {"length": window.within})
    return " ".join(words)


def outside(terms: Procedure, *, is_over: bool, is_about_delay: bool) -> str:
    """Return the bodies outside the council, and when each may be asked: of the complaint, or of a delay in it."""
    said = (_external(body, is_over=is_over, is_about_delay=is_about_delay) for body in terms.externals)
    return "\n\n".join(said)


def body_in_words(body: External) -> str:
    """Return who a body outside is, and how it can be reached."""
    return "\n".join(line for line in (body.name, body.website, body.telephone, body.email, body.address) if line)


def _external(body: External, *, is_over: bool, is_about_delay: bool) -> str:
    if body.open == "any-time":
        when = _("You can go to them at any time.")
    elif is_over:
        when = _("You can go to them now: our own procedure is finished.")
    elif is_about_delay:
        when = _(
            "You can ask them now whether they will look at the delay. They look at the complaint itself when our "
            "procedure is finished."
        )
    else:
        when = _("You can go to them when our procedure is finished.")
    about = f" ({body.for_})" if body.for_ else ""
    lines = [f"{body.name}{about}", when, body.website, body.telephone, body.email, body.address, body.note]
    return "\n".join(line for line in lines if line)


def _after(case_stage: CaseStage) -> tuple[Stage, ...]:
    stages = case_stage.case.terms.stages
    return stages[stages.index(case_stage.terms) + 1 :]
