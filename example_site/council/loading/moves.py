"""What may happen in a story? Each move is one verb of the app, made by the person whose work it is."""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from wagtail_complaints.actions import (
    agreed_actions,
    appointments,
    case_stages,
    cases,
    clocks,
    fees,
    handling,
    links,
    panels,
    points,
    responses,
    restrictions,
    stage_letters,
    statements,
    triage,
)
from wagtail_complaints.conf import setting
from wagtail_complaints.models import (
    LOOKED_INTO,
    Case,
    CaseStage,
    FeeKind,
    Handling,
    Outcome,
    Procedure,
    Response,
    ServiceArea,
    ServiceProvider,
    Submission,
)

from . import staff
from .calendar import WorkingDays
from .stories import Step, Story


@dataclass
class Life:
    """One story as far as it has been played."""

    story: Story
    days: WorkingDays
    submission: Submission | None = None
    case: Case | None = None
    drafted: int = field(default=0)

    def day(self, number: int) -> date:
        """Return the working day so many after receipt."""
        return self.days.ago(self.story.received - number)

    @property
    def stage(self) -> CaseStage:
        return self.case.stages.order_by("pk").last()

    @property
    def letter(self) -> Response:
        return self.stage.responses.order_by("pk").last()

    @property
    def owner(self):
        return self.case.owner or staff.named("manager")


def play(life: Life, step: Step):
    """Make one move of a story on its day. Raises: KeyError for a move that there is not."""
    MOVES[step.move](life, step, life.day(step.day))


def _triage(life: Life, step: Step, on: date):
    manager, story = staff.named("manager"), life.story
    tracks = {track.key for track in life.case.terms.tracks}
    triage.triage(
        life.case,
        procedure=Procedure.objects.get(slug=story.procedure),
        by=manager,
        on=on,
        track=step.what if step.what in tracks else "",
        stage_key="" if step.what in tracks else step.what,
        service_area=ServiceArea.objects.filter(name=story.service).first(),
        provider=ServiceProvider.objects.filter(name=story.provider).first(),
        subject=story.subject,
    )
    for text in story.points or (story.happened,):
        points.add(life.case, text=text, outcome_sought=story.wish, by=manager)


def _point(life: Life, step: Step, on: date):
    points.add(life.case, text=step.words, by=life.owner)


def _assign(life: Life, step: Step, on: date):
    person = staff.named(step.what)
    cases.assign(life.case, owner=person, decider=person, by=staff.named("manager"))


def _acknowledge(life: Life, step: Step, on: date):
    promised = {"reply_by": life.day(int(step.what))} if step.what else {}
    cases.acknowledge(life.stage, on=on, by=life.owner, text=step.words, **promised)


def _event(life: Life, step: Step, on: date):
    clocks.record_event(life.stage, event=step.what, on=on, by=life.owner, note=step.words)


def _discuss(life: Life, step: Step, on: date):
    clocks.record_event(life.stage, event="discussed", on=on, by=life.owner, note=step.words)


def _update(life: Life, step: Step, on: date):
    clocks.record_event(life.stage, event="updated", on=on, by=life.owner, note=step.words)


def _extend(life: Life, step: Step, on: date):
    clocks.extend(
        life.stage,
        to=life.day(int(step.what)),
        reason=step.words,
        given_on=on,
        by=life.owner,
        authorised_by=staff.named("manager"),
    )


def _promise(life: Life, step: Step, on: date):
    timescale, day = step.what.split()
    clocks.set_date(life.stage, timescale=timescale, due_on=life.day(int(day)), by=life.owner)


def _correct_received(life: Life, step: Step, on: date):
    clocks.correct_received(
        life.case, received_on=life.day(int(step.what)), reason=step.words, by=staff.named("manager")
    )


def _appoint(life: Life, step: Step, on: date):
    role, name = step.words.split(": ")
    appointments.appoint(life.stage, does=step.what, role=role, name=name, by=staff.named("manager"), on=on)


def _fee(life: Life, step: Step, on: date):
    part = life.stage.appointments.filter(name=step.words).last()
    fees.record(part, kind=FeeKind.AGREED, amount=Decimal(step.what), on=on, by=staff.named("manager"))


def _arrange(life: Life, step: Step, on: date):
    meets_on = life.day(int(step.what))
    panels.arrange(
        life.stage, meets_on=meets_on, starts_at=time(10, 30), place=step.words, by=staff.named("manager"), on=on
    )


def _papers(life: Life, step: Step, on: date):
    panels.send_papers(life.stage, titles=step.words.split("; "), sent_on=on, by=staff.named("manager"))


def _meet(life: Life, step: Step, on: date):
    panels.record_meeting(
        life.stage,
        on=on,
        members=panels.members_of(life.stage),
        parties=life.case.parties.all(),
        others=[step.words],
        by=staff.named("manager"),
    )


def _recommend(life: Life, step: Step, on: date):
    point = life.case.points.filter(number=int(step.what)).first() if step.what else None
    panels.recommend(life.stage, text=step.words, point=point, made_on=on, by=staff.named("manager"))


def _answer(life: Life, step: Step, on: date):
    first = life.stage.recommendations.current().filter(answer="").first()
    panels.answer(first, answer=step.what, reasons=step.words, on=on, by=staff.named("manager"))


def _request(life: Life, step: Step, on: date):
    case_stages.request(
        life.case,
        key=step.what,
        on=on,
        by=staff.named("manager"),
        requested_by=life.story.name,
        grounds=life.case.terms.stage(step.what).grounds[:1],
        note=step.words,
    )


def _offer(life: Life, step: Step, on: date):
    case_stages.request(life.case, key=step.what, on=on, by=staff.named("manager"))


def _accept(life: Life, step: Step, on: date):
    case_stages.accept(life.stage, on=on, by=staff.named("manager"))


def _refuse(life: Life, step: Step, on: date):
    case_stages.refuse(life.stage, on=on, by=staff.named("manager"), reason=step.words)


def _draft(life: Life, step: Step, on: date):
    """Write the letter as the editor's screen would: a revision, with a finding on every point."""
    text, outcome = life.story.answers[life.drafted], life.story.outcomes[life.drafted]
    life.drafted += 1
    responses.draft(life.stage, by=life.owner)
    letter = life.letter.get_latest_revision_as_object()
    letter.body, letter.outcome = f"<p>{text}</p>", outcome
    letter.contains = list(letter.requirements())
    findings = list(letter.findings.all())
    for number, finding in enumerate(findings):
        finding.finding = _finding(outcome, number, len(findings))
        finding.reasons = text
    letter.findings = findings
    letter.save_revision(user=life.owner)


def _finding(outcome: str, number: int, of: int) -> str:
    """Return what one point comes to: a partly upheld complaint of several points is upheld in its first."""
    if outcome != Outcome.PARTLY_UPHELD or of == 1:
        return outcome
    return Outcome.UPHELD if number == 0 else Outcome.NOT_UPHELD


def _submit(life: Life, step: Step, on: date):
    responses.submit(life.letter, by=life.owner)


def _decide(life: Life, action: str, **said):
    letter = life.letter
    state = letter.current_workflow_state.current_task_state.specific
    task = state.task.specific
    seen = letter.digest_of(letter.get_latest_revision())
    task.on_action(state, task.signers(letter)[0], action, seen=seen, **said)


def _sign(life: Life, step: Step, on: date):
    _decide(life, "approve", has_read=True, comment=step.words)


def _send_back(life: Life, step: Step, on: date):
    _decide(life, "reject", comment=step.words)


def _withdraw(life: Life, step: Step, on: date):
    cases.withdraw(life.case, on=on, by=staff.named("manager"), reason=step.words)


def _close(life: Life, step: Step, on: date):
    said = {"note": step.words}
    if step.what in LOOKED_INTO:
        said = {"learning": step.words, "is_none_learnt": step.words.startswith("Nothing")}
    cases.close(life.case, on=on, by=staff.named("manager"), reason=step.what, **said)


def _reopen(life: Life, step: Step, on: date):
    cases.reopen(life.case, on=on, by=staff.named("manager"), reason=step.words)


def _redirect(life: Life, step: Step, on: date):
    triage.redirect(life.case, to=step.words, by=staff.named("manager"), on=on)


def _urgent(life: Life, step: Step, on: date):
    triage.pass_on(life.case, to=step.words, by=staff.named("manager"), on=on)


def _restrict(life: Life, step: Step, on: date):
    named = [staff.named(name) for name in step.what.split()]
    restrictions.restrict(life.case, to=named, reason=step.words, by=staff.named("manager"), on=on)


def _split(life: Life, step: Step, on: date):
    """Make a case of the last point, under the procedure that the step names."""
    links.split(
        life.case,
        procedure=Procedure.objects.get(slug=step.what),
        subject=step.words,
        reason="It is another procedure's matter.",
        points=[life.case.points.count()],
        by=staff.named("manager"),
        on=on,
    )


def _state(life: Life, step: Step, on: date):
    statements.send(life.stage, outcomes=step.words, by=life.owner, on=on)


def _agree(life: Life, step: Step, on: date):
    statements.agree(life.stage.statements.last(), how=step.what, by=life.owner, on=on)


def _write(life: Life, step: Step, on: date):
    """Write the letter with this number among those that the stage owes."""
    owed = life.stage.terms.letters[int(step.what) - 1]
    stage_letters.send(life.stage, name=owed.name, text=step.words, says=owed.says, by=life.owner, on=on)


def _promise_to(life: Life, step: Step, on: date):
    """Agree on an action: its purpose, kind and last day, and who does it."""
    purpose, kind, day = step.what.split()
    who, text = step.words.split(": ", 1)
    what = {"purpose": purpose, "kind": kind, "text": text, "owner_name": who, "due_on": life.day(int(day))}
    agreed_actions.agree_on(life.case, case_stage=life.stage, by=life.owner, on=on, **what)


def _do(life: Life, step: Step, on: date):
    action = life.case.actions.filter(done_on=None).first()
    agreed_actions.finish(action, done_on=on, evidence=step.words, by=life.owner, on=on)


def _bounce(life: Life, step: Step, on: date):
    """Let the mail server have refused the last letter until the app gave it up."""
    letter = life.case.letters.order_by("pk").last()
    letter.is_dead, letter.sent_at = True, None
    letter.attempts, letter.last_error = setting("WAGTAIL_COMPLAINTS_LETTER_ATTEMPTS"), step.words
    letter.save()


def _handle(life: Life, outcome: str, on: date, **said):
    handling.handle(life.submission, outcome=outcome, by=staff.named("manager"), on=on, **said)


def _pass_on(life: Life, step: Step, on: date):
    _handle(life, Handling.PASSED_ON, on, passed_to=step.words)


def _note(life: Life, step: Step, on: date):
    _handle(life, Handling.NOTED, on, reason=step.words)


def _spam(life: Life, step: Step, on: date):
    _handle(life, Handling.SPAM, on)


MOVES = {
    "triage": _triage,
    "point": _point,
    "assign": _assign,
    "acknowledge": _acknowledge,
    "event": _event,
    "discuss": _discuss,
    "update": _update,
    "extend": _extend,
    "promise": _promise,
    "correct-received": _correct_received,
    "appoint": _appoint,
    "fee": _fee,
    "arrange": _arrange,
    "papers": _papers,
    "meet": _meet,
    "recommend": _recommend,
    "answer": _answer,
    "request": _request,
    "offer": _offer,
    "accept": _accept,
    "refuse": _refuse,
    "draft": _draft,
    "submit": _submit,
    "sign": _sign,
    "send-back": _send_back,
    "withdraw": _withdraw,
    "close": _close,
    "reopen": _reopen,
    "redirect": _redirect,
    "urgent": _urgent,
    "restrict": _restrict,
    "split": _split,
    "state": _state,
    "agree": _agree,
    "write": _write,
    "promise-to": _promise_to,
    "do": _do,
    "bounce": _bounce,
    "pass-on": _pass_on,
    "note": _note,
    "spam": _spam,
}
