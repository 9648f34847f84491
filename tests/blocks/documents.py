"""The documents that the tests send through the blocks and back: every one of the tree, and one with every key."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]

EVERY_KEY = """
format = 1
slug = "every-key"
title = "Everything that a procedure can say"
nation = "wales"
calendar = "united-kingdom"
regime = "children-england"
kinds = ["compliment", "comment"]
time_limit = "12 months"
advocates = "under-18"

[[complainant]]
who = "A parent"
[[complainant]]
who = "Someone the child has asked"
needs = "consent"

[[track]]
key = "simple"
name = "Simple complaints"
[[track]]
key = "complex"
name = "Complex complaints"

[[redirect]]
about = "A school"
to = "The school’s own procedure"
[[redirect]]
about = "Somebody in danger"
procedure = "safeguarding"
urgent = true
[[redirect]]
about = "Anything else"

[[stage]]
key = "offered"
name = "Talking it over"
decided_by = "The person you know"
entry = "offer"

[[stage]]
key = "stage-1"
name = "Stage 1"
summary = "A manager looks into it."
detail = "The first paragraph.\\n\\nThe second."
decided_by = "Team manager"
entry = "first"
counting = "roll-start"
hold_reasons = ["awaiting-advocate", "police"]
escalation_window = "20 working days"
sign_off = "Stage 1 sign-off"
  [[stage.timescale]]
  event = "acknowledged"
  within = "3 working days"
  of = "received"
  closures = "excluded"
  [[stage.timescale]]
  key = "quick-reply"
  event = "responded"
  within = "2 weeks"
  of = "acknowledged"
  extendable_to = "1 month"
  extension = "agreed"
  firmness = "aim"
  when = "simple"
  counting = "day-one"
  roll_end = "back"
  requires = ["The decision on every point", "The right to go to stage 2"]
  backstop = { within = "15 working days", of = "received", extendable_to = "25 working days" }
  [[stage.timescale]]
  key = "long-reply"
  event = "responded"
  within = "25 working days"
  of = "received"
  extendable_to = "65 working days"
  extension = "range"
  when = "complex"
  [[stage.timescale]]
  event = "updated"
  every = "4 weeks"
  of = "received"
  until = "responded"
  when = "extended"
  [[stage.timescale]]
  event = "x-home-visit"
  within = "48 hours"
  of = "received"
  firmness = "normally"

[[stage]]
key = "stage-2"
name = "Stage 2"
decided_by = "Head of service"
entry = "gate"
direct = true
grounds = ["You disagree with the facts", "We left something out"]
asks_for = ["What would put it right"]
refusal_reasons = ["A court is deciding about it"]
early_referral = ["All of it was upheld", "You agree"]
points = "not-upheld"
escalation_window = { within = "2 months", of = "resolved", or = "time_limit" }
  [[stage.person]]
  does = "gates"
  who = "Complaints manager"
  required = false
  [[stage.person]]
  does = "sits"
  who = "Panel member"
  number = 3
  not = ["same-service", "connected"]
  [[stage.person]]
  does = "decides"
  not = ["subject"]
  [[stage.timescale]]
  event = "responded"
  of = "requested"
  extendable_to = "any"
  firmness = "agreed"
  [[stage.letter]]
  name = "Invitation to the panel"
  of = "accepted"
  before = "panel-met"
  says = ["When and where"]

[[stage]]
key = "stage-3"
name = "Stage 3"
decided_by = "Chief executive"
entry = "referral"

[[stage]]
key = "stage-4"
name = "Stage 4"
decided_by = "Panel"
entry = "request"

[[external]]
name = "The Ombudsman"
for = "services for adults"
open = "any-time"
website = "https://www.lgo.org.uk"
telephone = "0300 061 0614"
email = "advice@ombudsman.example"
address = "PO Box 1\\nCoventry"
note = "Independent and free."
[[external]]
name = "The Commissioner"
"""


def every_document() -> dict[str, dict]:
    """Return every valid procedure document of the tree by its name."""
    folders = ("wagtail_complaints/presets", "example_site/procedures", "tests/procedure/documents")
    found = {path.stem: path for folder in folders for path in sorted((ROOT / folder).glob("*.toml"))}
    return {"every-key": tomllib.loads(EVERY_KEY)} | {
        name: tomllib.loads(path.read_text(encoding="utf-8")) for name, path in found.items()
    }
