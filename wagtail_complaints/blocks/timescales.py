"""What does the council promise within a stage, by when, and how are its days counted?"""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, CharBlock, ChoiceBlock

from ..procedure.terms import Closures, Counting, Event, ExtensionRule, Firmness, RollEnd
from .terms import PREVIEW, TermsBlock, choices, words
from .typed import EventBlock, LengthBlock

COUNTING = choices(
    Counting,
    {
        Counting.DAY_AFTER: _("The day after is day one"),
        Counting.ROLL_START: _("As above, from the next day that counts where the day itself does not"),
        Counting.DAY_ONE: _("The day itself is day one"),
    },
)


class BackstopBlock(TermsBlock):
    necessary = "within"

    within = LengthBlock(required=False, label=_("Never later than"), help_text=_("For example “15 working days”."))
    of = EventBlock(required=False, label=_("After"), help_text=_("Usually “received”."))
    extendable_to = LengthBlock(
        or_any=True, required=False, label=_("May be extended to"), help_text=_("“any” where there is no limit.")
    )

    class Meta:
        label = _("Backstop")
        help_text = _("A last day that holds even where the event above comes late or never.")
        icon = "lock"


class TimescaleBlock(TermsBlock):
    event = EventBlock(
        label=_("What will have happened"),
        help_text=_("For example “acknowledged” or “responded”. An event of your own begins with “x-”."),
    )
    within = LengthBlock(
        required=False,
        label=_("Within"),
        help_text=_(
            "For example “10 working days”. Leave empty where no length is published: the page then "
            "promises none, and staff set a date for each case."
        ),
    )
    of = EventBlock(
        label=_("Counted from"),
        default=Event.RECEIVED.value,
        help_text=_("The event that starts the clock: “received”, or “requested” for a later stage."),
    )
    firmness = ChoiceBlock(
        label=_("How firm"),
        choices=choices(
            Firmness,
            {
                Firmness.MUST: _("We will"),
                Firmness.AIM: _("We aim to"),
                Firmness.NORMALLY: _("We normally do"),
                Firmness.AGREED: _("We agree a date with the person (publish no length)"),
            },
        ),
        default=Firmness.MUST.value,
        help_text=_("Changes the words of the page, never whether a case is late."),
    )
    extendable_to = LengthBlock(
        or_any=True,
        required=False,
        label=_("May be extended to"),
        help_text=_(
            "Counted from the same start, so at least as long as the length. “any” where there is no "
            "limit; empty where it may not be extended."
        ),
    )
    extension = ChoiceBlock(
        label=_("Extended by"),
        choices=choices(
            ExtensionRule,
            {
                ExtensionRule.TOLD: _("Telling the person why, and the new date"),
                ExtensionRule.AGREED: _("Agreeing it with the person"),
                ExtensionRule.RANGE: _("Nothing: it is published as “10 to 20 working days”"),
            },
        ),
        default=ExtensionRule.TOLD.value,
    )
    every = LengthBlock(
        required=False, label=_("Repeats every"), help_text=_("For the event “updated”: “4 weeks”, for example.")
    )
    until = EventBlock(required=False, label=_("Repeats until"), help_text=_("Usually “responded”."))
    when = CharBlock(
        required=False,
        max_length=100,
        label=_("Only when"),
        help_text=_("The key of a track, or “extended”: only once the reply has been extended. Empty: always."),
    )
    requires = words(
        _("What it must hold"),
        label=_("What must be in it"),
        help_text=_("What the letter must say, or the step must do, before it counts."),
    )
    key = CharBlock(
        required=False,
        max_length=100,
        label=_("Key"),
        help_text=_("Only where two timescales of a stage end in the same event: small letters and hyphens."),
    )
    counting = ChoiceBlock(
        required=False,
        choices=COUNTING,
        label=_("Day one"),
        help_text=_("Empty: as the stage counts."),
    )
    roll_end = ChoiceBlock(
        required=False,
        label=_("A last day that does not count"),
        choices=choices(
            RollEnd,
            {
                RollEnd.FORWARD: _("Moves to the next working day"),
                RollEnd.BACK: _("Moves to the working day before"),
            },
        ),
        help_text=_("For calendar days, weeks and months. Empty: stays where it is."),
    )
    closures = ChoiceBlock(
        label=_("The council’s own closure days"),
        choices=choices(
            Closures, {Closures.COUNTED: _("Count as working days"), Closures.EXCLUDED: _("Do not count")}
        ),
        default=Closures.COUNTED.value,
    )
    backstop = BackstopBlock(collapsed=True)

    class Meta:
        icon = "date"
        label = _("Timescale")
        label_format = "{event} · {within}{every} from {of}"
        form_layout = BlockGroup(
            children=["event", "within", "of", "firmness", "extendable_to"],
            settings=[
                "extension",
                "when",
                "requires",
                BlockGroup(["every", "until"], heading=_("What repeats"), icon="rotate"),
                BlockGroup(
                    ["key", "counting", "roll_end", "closures", "backstop"],
                    heading=_("Counting"),
                    classname="collapsed",
                    label_format="",
                ),
            ],
        )
        description = _("A promise with a clock: what will have happened, how soon, and counted from when.")
        template = "wagtail_complaints/blocks/timescale.html"
        preview_template = PREVIEW
        preview_value = {"event": "responded", "within": "10 working days", "of": "received"}
