"""What are the stages of the procedure? The words the public reads beside the timescales staff are held to."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BlockGroup,
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    MultipleChoiceBlock,
    StreamBlock,
)

from ..procedure.terms import Conflict, Counting, Does, Entry, Event, Points
from .differs import reasons_for_a_stage
from .problems import stage_problems
from .stage_value import StageValue
from .tellings import stage_tellings, words_of
from .terms import PREVIEW, TermsBlock, choices, words
from .timescales import COUNTING, TimescaleBlock
from .typed import EventBlock, LengthBlock, ParagraphsBlock

RULED_OUT = {
    Conflict.SUBJECT: _("someone the complaint is about"),
    Conflict.SAME_SERVICE: _("from the same service"),
    Conflict.EARLIER: _("someone who had any part in it before"),
    Conflict.CONNECTED: _("a member or officer of the council, or married to one"),
}


class PersonBlock(TermsBlock):
    does = ChoiceBlock(
        label=_("Does what"),
        choices=choices(
            Does,
            {
                Does.DECIDES: _("Decides"),
                Does.DECIDES_INSTEAD: _("Decides instead, where the decider may not"),
                Does.GATES: _("Decides whether the stage is opened"),
                Does.HEARS_APPEAL: _("Hears an appeal against a refusal"),
                Does.INVESTIGATES: _("Investigates"),
                Does.OBSERVES: _("Sees that the investigation is fair"),
                Does.ADVISES: _("Advises"),
                Does.SITS: _("Sits on the panel"),
                Does.CHAIRS: _("Chairs"),
                Does.SIGNS: _("Signs the reply"),
            },
        ),
    )
    who = CharBlock(
        required=False,
        max_length=255,
        label=_("Who"),
        help_text=_("A role, such as “Investigating officer”. Empty: the role that decides the stage."),
    )
    number = IntegerBlock(required=False, min_value=1, label=_("How many"))
    required = BooleanBlock(required=False, default=True, label=_("Always takes part"))
    not_ = MultipleChoiceBlock(required=False, label=_("May not be"), choices=choices(Conflict, RULED_OUT))
    may_override = MultipleChoiceBlock(
        required=False,
        label=_("May all the same, with a reason that is kept"),
        choices=choices(Conflict, RULED_OUT),
        help_text=_("Only of what is ruled out above. Where the law forbids it too, the law is kept."),
    )

    class Meta:
        icon = "user"
        label = _("Person")
        label_format = "{does} {who}"
        form_layout = BlockGroup(children=["does", "who"], settings=["number", "required", "not_", "may_override"])
        description = _("Someone who takes part in a stage, and who that may not be.")
        template = "wagtail_complaints/blocks/person.html"
        preview_template = PREVIEW
        preview_value = {"does": "investigates", "who": "Investigating officer", "not_": ["same-service"]}


class EscalationWindowBlock(TermsBlock):
    necessary = "within"

    within = LengthBlock(
        required=False,
        label=_("Within"),
        help_text=_("For example “20 working days”. A late request is decided, never refused by itself."),
    )
    of = EventBlock(required=False, default=Event.RESPONDED.value, label=_("Counted from"))
    or_ = ChoiceBlock(
        required=False,
        label=_("Or, where that is later"),
        choices=[("time_limit", _("the time limit of the whole procedure"))],
    )

    class Meta:
        icon = "arrow-right"
        label = _("Asking for the next stage")
        label_format = "{within}"
        form_layout = BlockGroup(children=["within"], settings=["of", "or_"])


class StageLetterBlock(TermsBlock):
    name = CharBlock(max_length=100, label=_("Letter"), help_text=_("For example “Invitation to the panel”."))
    of = EventBlock(
        required=False,
        default=Event.REQUESTED.value,
        label=_("Owed once"),
        help_text=_("The event after which it is owed: “requested” is the beginning of the stage."),
    )
    before = EventBlock(
        required=False,
        label=_("Before"),
        help_text=_("The event before which it must go out, such as “panel met”."),
    )
    says = words(_("What it says"), label=_("What it must say"))

    class Meta:
        icon = "mail"
        label = _("Letter owed")
        label_format = "{name}"


class StageBlock(TermsBlock):
    beside = ("differs", "tellings")

    name = CharBlock(max_length=255, label=_("Name"), help_text=_("For example “Stage 1: local resolution”."))
    summary = ParagraphsBlock(
        required=False,
        rows=2,
        label=_("In a sentence or two"),
        help_text=_("What happens, in plain words. Everyone reads this."),
    )
    detail = ParagraphsBlock(
        required=False,
        rows=4,
        label=_("More about it"),
        help_text=_("Behind the information button. Leave an empty line between paragraphs."),
    )
    decided_by = CharBlock(
        max_length=255, label=_("Decided by"), help_text=_("A role, such as “Team manager”; not a person’s name.")
    )
    entry = ChoiceBlock(
        label=_("How it begins"),
        choices=choices(
            Entry,
            {
                Entry.FIRST: _("It is the first: a complaint begins here"),
                Entry.REQUEST: _("The person asks for it, as a right"),
                Entry.GATE: _("The person asks for it, and somebody decides"),
                Entry.REFERRAL: _("The council sends the complaint on to it"),
                Entry.OFFER: _("It is offered, and the person may say no"),
            },
        ),
        default=Entry.REQUEST.value,
    )
    timescale = ListBlock(TimescaleBlock(), default=[], collapsed=True, label=_("Timescales"))
    person = ListBlock(
        PersonBlock(),
        default=[],
        collapsed=True,
        label=_("People"),
        help_text=_("Everyone beside the decider, and rules about the decider."),
    )
    escalation_window = EscalationWindowBlock(collapsed=True)
    key = CharBlock(
        required=False,
        max_length=100,
        label=_("Key"),
        help_text=_("What this stage is called in records. Made from its name; keep it once cases are open."),
    )
    direct = BooleanBlock(required=False, label=_("A case may also open here"))
    counting = ChoiceBlock(choices=COUNTING, default=Counting.DAY_AFTER.value, label=_("Day one"))
    papers_ahead = LengthBlock(
        required=False,
        label=_("Papers reach the panel"),
        help_text=_("How long before it meets, for example “10 working days”. Only where a panel sits."),
    )
    hold_reasons = words(
        _("Reason"),
        label=_("Reasons to hold the clock"),
        help_text=_("None: this stage cannot be put on hold."),
    )
    grounds = words(
        _("Ground"),
        label=_("Grounds to choose from"),
        help_text=_("Offered to the person who asks for this stage; never a bar to asking."),
    )
    asks_for = words(_("What to say"), label=_("What we invite the person to tell us"))
    refusal_reasons = words(
        _("Reason"),
        label=_("The only reasons for which we may refuse this stage"),
        help_text=_("For a stage that somebody decides about. None: the reason is written for each case."),
    )
    early_referral = words(
        _("Condition"),
        label=_("Conditions for an early referral"),
        help_text=_(
            "All must be met for the complaint to go from this stage straight to a body outside the council. "
            "None: it is never referred early."
        ),
    )
    letter = ListBlock(
        StageLetterBlock(),
        default=[],
        collapsed=True,
        label=_("Letters owed"),
        help_text=_("Beside the acknowledgement and the answer: invitations, papers, who looks into it."),
    )
    points = ChoiceBlock(
        label=_("What comes on to this stage"),
        choices=choices(
            Points,
            {
                Points.ALL: _("Every point of the complaint"),
                Points.NOT_UPHELD: _("The points that were not upheld"),
            },
        ),
        default=Points.ALL.value,
    )
    sign_off = CharBlock(
        required=False,
        max_length=255,
        label=_("Sign-off"),
        help_text=_("The name of the workflow that approves the reply. Empty: the one in the complaints settings."),
    )
    tellings = stage_tellings()
    differs = reasons_for_a_stage()

    class Meta:
        icon = "list-ol"
        label = _("Stage")
        label_format = "{name}"
        value_class = StageValue
        form_layout = BlockGroup(
            children=[
                "name",
                "summary",
                "decided_by",
                "entry",
                "timescale",
                "escalation_window",
                "detail",
                "tellings",
                "person",
                "letter",
                BlockGroup(
                    ["grounds", "asks_for", "hold_reasons", "refusal_reasons", "early_referral"],
                    heading=_("Grounds, questions, holds and refusals"),
                    classname="collapsed",
                    label_format="",
                    icon="clipboard-list",
                ),
            ],
            settings=["key", "direct", "points", "counting", "papers_ahead", "sign_off", "differs"],
        )
        description = _("One step of the procedure: what happens, who decides, and how soon.")
        template = "wagtail_complaints/blocks/stage.html"
        preview_template = PREVIEW
        preview_value = {
            "key": "stage-1",
            "name": _("Stage 1: local resolution"),
            "summary": _("A manager of the service looks into it, talks to you, and writes to you."),
            "detail": _("You can bring somebody with you to any meeting."),
            "decided_by": _("Team manager"),
            "entry": "first",
            "timescale": [
                {"event": "acknowledged", "within": "3 working days", "of": "received"},
                {"event": "responded", "within": "10 working days", "of": "received", "firmness": "aim"},
            ],
            "person": [],
            "escalation_window": {"within": "20 working days"},
        }

    def clean(self, value):
        if not value["key"] and value["name"]:
            value["key"] = slugify(value["name"])[:100]
        return super().clean(value)

    def get_context(self, value, parent_context=None):
        """Add the promises, dated where the page around has reckoned them, and the words for whom it is told to."""
        around = parent_context or {}
        promises = around.get("promises", {}).get(value["key"]) or value.promises
        telling = around.get("telling")
        words = words_of(value, telling.audience if telling else "")
        return super().get_context(value, parent_context) | {"promises": promises, "words": words}


class StagesBlock(StreamBlock):
    """The stages in their order. What the blocks contradict among themselves is said at the block that does."""

    stage = StageBlock()

    class Meta:
        required = False
        collapsed = True

    def clean(self, value):
        value = super().clean(value)
        if not self.is_deferred_validation and (errors := stage_problems(self, value)):
            raise errors
        return value
