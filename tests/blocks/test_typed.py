"""What an editor types into a block, and what is offered to them there."""

from wagtail_complaints.blocks.typed import EventInput


def test_each_event_is_offered_with_what_it_means():
    offered = EventInput().render("event", "responded", {"id": "event"})
    assert '<option value="panel reported">the panel’s report</option>' in offered
