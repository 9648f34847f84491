"""How does the page say who takes part in a stage, and how a stage comes about?"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..procedure.terms import Conflict, Does, Entry, Person, Stage

_DOES = {
    Does.DECIDES: gettext_lazy("decides"),
    Does.DECIDES_INSTEAD: gettext_lazy("decides instead, where the usual person may not"),
    Does.GATES: gettext_lazy("decides whether we take it on"),
    Does.HEARS_APPEAL: gettext_lazy("hears your appeal, where we do not take it on"),
    Does.INVESTIGATES: gettext_lazy("looks into your complaint"),
    Does.OBSERVES: gettext_lazy("sees that it is looked into fairly"),
    Does.ADVISES: gettext_lazy("gives advice"),
    Does.SITS: gettext_lazy("sits on the panel"),
    Does.CHAIRS: gettext_lazy("leads the meeting"),
    Does.SIGNS: gettext_lazy("signs the reply"),
}
_NOT = {
    Conflict.SUBJECT: gettext_lazy("nobody you complain about"),
    Conflict.SAME_SERVICE: gettext_lazy("nobody from the service you complain about"),
    Conflict.EARLIER: gettext_lazy("nobody who has dealt with it before"),
    Conflict.CONNECTED: gettext_lazy("nobody who is, or is married to, a councillor or an officer of the council"),
}
_ENTRY = {
    Entry.FIRST: "",
    Entry.REQUEST: gettext_lazy("You can ask for this stage. It is your right."),
    Entry.GATE: gettext_lazy("You can ask for this stage. We decide whether to take it on, and tell you why."),
    Entry.REFERRAL: gettext_lazy("We send your complaint on to this stage where it is needed."),
    Entry.OFFER: gettext_lazy("We may offer you this. You can say no, and lose nothing by it."),
}


def entry_in_words(stage: Stage) -> str:
    return str(_ENTRY[stage.entry])


def person_in_words(person: Person, stage: Stage) -> tuple[str, str]:
    """Return who it is, and what they do and may not be."""
    who = person.who or stage.decided_by
    if person.number and person.number > 1:
        who = _("%(who)s (%(number)s people)") % {"who": who, "number": person.number}
    does = str(_DOES[person.does])
    if not person.required:
        does = _("%(does)s, where that helps") % {"does": does}
    excluded = "; ".join(str(_NOT[conflict]) for conflict in person.not_)
    return who, f"{does}: {excluded}" if excluded else does
