"""Which forms does the council ask its public to fill in? Those of forms.toml, kept in the admin from then on."""

import tomllib
from pathlib import Path

from wagtail_complaints.models import FeedbackForm, FormQuestion, Procedure

from .registers import PRIVACY

HERE = Path(__file__).resolve().parent
KINDS = ["complaint", "compliment", "comment"]


def load():
    """Make the forms and their questions. What is there already stays."""
    for asked in tomllib.loads((HERE / "forms.toml").read_text())["form"]:
        if not FeedbackForm.objects.filter(name=asked["name"]).exists():
            _make(asked)


def _make(asked: dict):
    form = FeedbackForm(
        name=asked["name"],
        procedure=Procedure.objects.get(slug=asked["procedure"]),
        privacy_notice=PRIVACY,
        one_at_a_time=asked.get("one_at_a_time", False),
        takes_files=True,
        asks_equality=True,
        **{f"offers_{kind}": kind in asked.get("kinds", KINDS) for kind in KINDS},
    )
    form.questions = [
        FormQuestion(
            label=question["label"],
            help_text=question.get("help", ""),
            type=question.get("type", "short"),
            choices="\n".join(question.get("choices", [])),
            is_required=question.get("required", False),
            sort_order=order,
        )
        for order, question in enumerate(asked.get("questions", []))
    ]
    form.save()
