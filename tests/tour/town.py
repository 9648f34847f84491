"""What has the council to show on 2 November 2026? Its own pages, one with everything, and cases in every state."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property

from django.test import Client, RequestFactory
from wagtail.models import Site

from example_site.council.models import ContentPage, ProcedurePage
from tests import factories
from tests.wenbury import furnish
from wagtail_complaints import conf
from wagtail_complaints.actions import cases, clocks, messages, people, points, proposals, statements, tracking
from wagtail_complaints.blocks.feedback_form import contact_for
from wagtail_complaints.letters import tracking_link
from wagtail_complaints.models import Case, FeedbackForm, FormQuestion, Procedure
from wagtail_complaints.procedure import terms
from wagtail_complaints.procedure.lengths import Length

ON = factories.MONDAY
NOON = datetime(2026, 11, 2, 12, tzinfo=conf.UNITED_KINGDOM)

DANGER = {
    "about": "Somebody is in danger",
    "says": "Ring now.",
    "page": None,
    "anchor": "",
    "address": "",
    "link_words": "",
    "telephone": "999",
    "is_urgent": True,
}
SCHOOL = {**DANGER, "about": "A school", "says": "Ask the school.", "address": "https://example.com/schools"}
SCHOOL |= {"link_words": "Find a school", "telephone": "", "is_urgent": False}


class Town:
    """The council, with a browser that has been nowhere yet. It is made with the clock at noon."""

    def __init__(self):
        furnish()
        factories.settings(exit_url="https://example.com/weather", team_address="Town Hall\nWenbury")
        self.browser = Client()
        self.form = self._form_that_asks_everything()
        self.page = self._page_with_everything()
        self.waiting = self._waiting()
        self.closed, self.overdue = self._closed(), self._overdue()
        self.stated, self.proposed = self._stated(), self._proposed()

    # Pages and forms

    def _form_that_asks_everything(self) -> FeedbackForm:
        procedure = Procedure.objects.get(slug="young-people")
        form = FeedbackForm(name="Everything", procedure=procedure, takes_files=True, asks_equality=True)
        form.privacy_notice = "We keep what you tell us for six years."
        form.questions = [
            FormQuestion(label="When was it?", help_text="For example 2 11 2026.", type="date", is_required=True),
            FormQuestion(label="Who was there?", type="choices", choices="A carer\nA friend"),
            FormQuestion(label="Where was it?", type="choice", choices="At home\nAt school"),
            FormQuestion(label="What is the number of the letter?", type="short"),
            FormQuestion(label="What did it say?", type="long"),
        ]
        form.save()
        return form

    def _page_with_everything(self) -> ContentPage:
        another = FeedbackForm.objects.get(name="Another format or language")
        blocks = {
            "routing": {"heading": "Before you start", "introduction": "", "routes": [DANGER, SCHOOL]},
            "feedback_form": {"heading": "Tell us", "introduction": "", "form": self.form.pk},
            "service_routing": {"heading": "Who answers", "introduction": "", "services": []},
            "advocacy": {"heading": "Somebody on your side", "text": "", "providers": []},
            "who_can_help": {
                "heading": "Who can help",
                "introduction": "",
                "helpers": [{"name": "Your councillor", "note": "Can ask for you."}],
            },
            "contact_points": {
                "heading": "Reach us",
                "introduction": "",
                "points": [{"how": "telephone", "value": "01632 960001", "note": "Mornings"}],
            },
            "other_formats": {"heading": "Formats", "text": "", "formats": [{"name": "Welsh"}], "form": another.pk},
            "helpful": {"question": "Did you find this page helpful?"},
        }
        body = [
            {"type": kind, "value": value, "id": f"{number}0000000-0000-4000"}
            for number, (kind, value) in enumerate(blocks.items())
        ]
        home = Site.objects.get(is_default_site=True).root_page
        return home.add_child(instance=ContentPage(title="Everything", slug="everything", body=json.dumps(body)))

    def leaflet(self, slug: str) -> ProcedurePage:
        return ProcedurePage.objects.get(slug=slug)

    @cached_property
    def everything(self) -> str:
        """Return where the page with everything posts its form."""
        return f"feedback/{self.form.current_version.digest}/{self.page.pk}/feedback-10000000/"

    @cached_property
    def plain_form(self) -> FeedbackForm:
        return FeedbackForm.objects.get(name="The Children's Trust")

    @cached_property
    def plain(self) -> str:
        return f"feedback/{self.plain_form.current_version.digest}/"

    @cached_property
    def step_by_step(self) -> str:
        form = FeedbackForm.objects.get(name="Children's services")
        return f"feedback/{form.current_version.digest}/"

    @cached_property
    def contact(self) -> str:
        """Return what every form carries of how the council is reached."""
        return contact_for(RequestFactory().get("/")).sealed

    @cached_property
    def answers(self) -> dict[str, str]:
        """Return answers to the questions of the council's own, in the form that asks everything."""
        when, who, where, number, _letter = (question.definition.key for question in self.form.questions.all())
        day = {f"{when}-day": "1", f"{when}-month": "11", f"{when}-year": "2026"}
        return {**day, who: "A carer", where: "At home", number: "7"}

    # Cases

    def _waiting(self) -> Case:
        """Return a case with letters, messages both ways, a question, and somebody who may go on."""
        case = factories.case(procedure=factories.procedure_version(factories.two_stages(slug="plain")).procedure)
        cases.acknowledge(case.stages.get(), on=ON, by=None)
        party = case.parties.get()
        clocks.update(case.stages.get(), text="We have spoken to the crew.", on=ON, by=None)
        messages.write_to_us(party, text="Here is what I know.", on=ON, at=NOON)
        messages.send(party, text="Which bin was it?", by=None, on=ON, at=NOON, is_question=True)
        messages.send(party, text="And which street?", by=None, on=ON, at=NOON, is_question=True)
        return case

    def _closed(self) -> Case:
        case = factories.case(procedure=self.waiting.procedure_version.procedure)
        cases.withdraw(case, on=ON, by=None, reason="They rang to withdraw it.")
        return case

    def _overdue(self) -> Case:
        """Return a case of 14 September, whose answer was due on the 28th, and on 12 October at the latest."""
        case = factories.case(
            procedure=self.waiting.procedure_version.procedure, received_on=date(2026, 9, 14), given={"email": ""}
        )
        people.change(case.parties.get(), by=None, contact_by="post", address="1 High Street")
        return case

    def _stated(self) -> Case:
        """Return a case whose stage counts from a statement that waits to be agreed."""
        plain = factories.two_stages(slug="stated")
        timescales = (
            terms.Timescale("statement-agreed", "received"),
            terms.Timescale("responded", "statement-agreed", within=Length.parse("10 working days")),
        )
        stages = (replace(plain.stages[0], timescales=timescales), plain.stages[1])
        case = factories.case(procedure=factories.procedure_version(replace(plain, stages=stages)).procedure)
        points.add(case, text="The bin was not emptied.", outcome_sought="Empty it.", by=None)
        statements.send(case.stages.get(), by=None, on=ON, outcomes="A clean street.")
        return case

    def _proposed(self) -> Case:
        """Return a case in which a later date was proposed, whose stage can move only if the complainant agrees."""
        plain = factories.two_stages(slug="agreed")
        reply = replace(plain.stages[0].timescales[1], extension=terms.ExtensionRule.AGREED)
        first = replace(plain.stages[0], timescales=(plain.stages[0].timescales[0], reply))
        version = factories.procedure_version(replace(plain, stages=(first, plain.stages[1])))
        case = factories.case(procedure=version.procedure)
        proposals.propose(
            case.stages.get(), to=ON + timedelta(days=25), reason="A witness is away.", on=ON, by=None
        )
        return case

    # Going there

    def address(self, path: str) -> str:
        return path if path.startswith("/") else f"/tell-us/{path}"

    def gets(self, path: str):
        return self.browser.get(self.address(path))

    def posts(self, path: str, typed: dict, **headers):
        return self.browser.post(self.address(path), typed, headers=headers)

    def link_to(self, case: Case) -> str:
        access = tracking.send_link(case.parties.get(), by=None, on=ON, at=NOON)
        return self.address(f"track/open/{tracking_link.token_of(access)}/")

    def inside(self, case: Case) -> Client:
        """Return a browser that has been let in to the page of a case."""
        browser, party = Client(), case.parties.get()
        code = tracking.print_code(party, by=None, on=ON, at=NOON).code
        browser.post(self.address("track/"), {"reference": case.reference, "code": code})
        return browser
