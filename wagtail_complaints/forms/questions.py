"""What does every form ask, in which words? Each function gives the fields of one or more steps, by their keys.

The keys of the answers are the names that `actions.parties` reads; the values of the choices are those of
`models.Kind`, `models.OnBehalf` and `models.ContactBy`, which this floor may not import.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..conf import setting
from .definition import AnswerType, Question
from .fields import AnyOf, Date, Email, Files, Line, OneOf, Option, Telephone, Text

LINE, PARAGRAPHS = 500, 50_000
"""The longest answers, in characters: 50,000 are some twenty pages."""

KINDS = {
    "complaint": Option(
        "complaint", _("A complaint"), _("Something went wrong, or you are unhappy with what we did.")
    ),
    "compliment": Option("compliment", _("A compliment"), _("Someone did well, or you want to say thank you.")),
    "comment": Option("comment", _("A comment"), _("You have an idea or something to tell us.")),
}
FOR_WHOM = [
    Option("myself", _("Myself")),
    Option("someone-else", _("Someone else")),
    Option("advocate", _("Someone else: I am their advocate")),
]
FOR_ANOTHER = ("on_behalf", "someone-else advocate")
BY_TELEPHONE = ("contact_by", "telephone text")
CONTACT_BY = {
    "email": Option("email", _("E-mail")),
    "telephone": Option("telephone", _("Telephone call")),
    "text": Option("text", _("Text message")),
    "post": Option("post", _("Letter")),
}
_EXTRA = {
    AnswerType.SHORT: (Line, {"max_length": LINE}),
    AnswerType.LONG: (Text, {"max_length": PARAGRAPHS}),
    AnswerType.CHOICE: (OneOf, {}),
    AnswerType.CHOICES: (AnyOf, {}),
    AnswerType.DATE: (Date, {}),
}
YES_OR_NO = [Option("yes", _("Yes")), Option("no", _("No"))]
CONSENT = [
    Option("yes", _("Yes, they have agreed")),
    Option("no", _("No, they have not agreed, or do not know")),
    Option("cannot", _("They cannot decide this for themselves")),
]


def kind(definition):
    if len(definition.kinds) == 1:
        return {}
    return {
        "kind": OneOf(
            [KINDS[kind] for kind in definition.kinds],
            label=_("What would you like to send us?"),
            missing=_("Choose what you would like to send us"),
        )
    }


def for_whom():
    return {
        "on_behalf": OneOf(
            FOR_WHOM,
            label=_("Who are you doing this for?"),
            missing=_("Choose who you are doing this for"),
        ),
        "affected_name": Line(
            label=_("Name of the person it is about"),
            required=False,
            max_length=200,
            when=FOR_ANOTHER,
            autocomplete="off",
        ),
        "relationship": Line(
            label=_("How do you know them?"),
            hint=_("For example, I am their mother, neighbour or social worker."),
            required=False,
            max_length=120,
            when=FOR_ANOTHER,
        ),
        "consent": OneOf(
            CONSENT,
            label=_("Have they agreed that you do this for them?"),
            hint=_("We read what you send either way. We may have to ask them before we tell you about them."),
            required=False,
            when=FOR_ANOTHER,
        ),
    }


def young(definition):
    if not definition.asks_if_under_18:
        return
    yield (
        "young",
        "",
        {
            "is_young_person": OneOf(
                YES_OR_NO,
                label=_("Is the person it is about under 18?"),
                hint=_(
                    "If you are doing this for yourself, that is you. Anyone under 18 can have an advocate: "
                    "someone who is on their side and helps them to say what they want to say."
                ),
                required=False,
            ),
            "talk_first": OneOf(
                YES_OR_NO,
                label=_("Would you like to talk to someone first, before we look into it?"),
                hint=_("Somebody can listen and explain what will happen. You do not have to."),
                required=False,
                when=("is_young_person", "yes"),
            ),
            "wants_advocate": OneOf(
                YES_OR_NO,
                label=_("Would you like an advocate?"),
                hint=_("It is free, and you can change your mind."),
                required=False,
                when=("is_young_person", "yes"),
            ),
        },
    )


def story(definition):
    only_complaints = definition.kinds == ("complaint",)
    words = Text(
        label=_("What happened?") if only_complaints else _("What would you like to tell us?"),
        hint=_(
            "Say what happened, when and where, and who was there, as far as you want to. Your own words are fine."
        ),
        rows=8,
        max_length=PARAGRAPHS,
        missing=_("Tell us what happened") if only_complaints else _("Write what you would like to tell us"),
    )
    yield "story", "", {"what_happened": words}
    if "complaint" in definition.kinds:
        put_right = Text(
            label=_("What would put it right?"),
            required=False,
            rows=4,
            max_length=PARAGRAPHS,
            when=None if only_complaints else ("kind", "complaint"),
        )
        yield "put-right", "", {"put_right": put_right}


def files(definition):
    if definition.takes_files:
        yield "files", "", {"files": files_field()}


def files_field() -> Files:
    most, megabytes = setting("WAGTAIL_COMPLAINTS_FILES"), setting("WAGTAIL_COMPLAINTS_FILE_MB")
    hint = _("Pictures, PDFs, Word, Excel or text files. Up to %(most)s files, each smaller than %(megabytes)s MB.")
    return Files(
        label=_("Is there anything you want to show us?"),
        hint=hint % {"most": most, "megabytes": megabytes},
        most=most,
        megabytes=megabytes,
    )


def contact():
    return {
        "name": Line(label=_("Your name"), required=False, max_length=200, autocomplete="name"),
        "email": Email(label=_("Your e-mail address"), required=False, max_length=254, autocomplete="email"),
        "telephone": Telephone(label=_("Your telephone number"), required=False, max_length=40, autocomplete="tel"),
        "address": Text(
            label=_("Your address"),
            required=False,
            rows=4,
            max_length=1000,
            autocomplete="street-address",
        ),
        "contact_by": OneOf(
            list(CONTACT_BY.values()), label=_("How would you like us to reach you?"), required=False
        ),
    }


def safety():
    return {
        "safe_contact": Text(
            label=_("Is there anything we should do so that it is safe to contact you?"),
            hint=_("For example, times when we should not ring, or that someone else can see your letters."),
            required=False,
            rows=3,
            max_length=2000,
        ),
        "safe_times": Line(
            label=_("When is it safe to ring or text you?"),
            hint=_("For example, weekdays after 4 pm."),
            required=False,
            max_length=200,
            when=BY_TELEPHONE,
        ),
        "may_leave_message": OneOf(
            YES_OR_NO, label=_("Is it safe to leave a message?"), required=False, when=BY_TELEPHONE
        ),
    }


def help():
    return {
        "adjustments": Text(
            label=_("Do you need us to do anything differently because of a disability or health condition?"),
            hint=_("For example, large print, Easy Read, or more time."),
            required=False,
            rows=3,
            max_length=2000,
        ),
        "language": Line(
            label=_("Which language would you like us to use, if not English?"), required=False, max_length=100
        ),
        "needs_interpreter": OneOf(
            YES_OR_NO,
            label=_("Would you like an interpreter?"),
            hint=_("This can be a sign language interpreter."),
            required=False,
        ),
    }


def alone(question: Question) -> tuple[str, str, dict[str, forms.Field]]:
    return question.key, "", {question.key: _extra(question)}


def _extra(question: Question) -> forms.Field:
    field, options = _EXTRA[question.type]
    arguments = ([Option(choice, choice) for choice in question.choices],) if question.choices else ()
    return field(
        *arguments,
        label=question.label,
        hint=question.help_text,
        required=question.is_required,
        missing=_("Answer the question “%(question)s”") % {"question": question.label},
        **options,
    )
