"""What a stage block shows the public of the reasons for which it may be refused."""

from wagtail_complaints.blocks.stages import StageBlock


def shown(**fields) -> str:
    block = StageBlock()
    stage = {"key": "stage-2", "name": "Stage 2", "decided_by": "Director", "entry": "gate", **fields}
    return block.render(block.to_python(stage))


def test_the_only_reasons_to_refuse_a_stage_stand_where_the_public_reads():
    page = shown(refusal_reasons=["a court is deciding about it"])
    assert "We can say no to this stage only for one of these reasons" in page
    assert "<li>A court is deciding about it</li>" in page


def test_a_stage_without_such_a_list_says_nothing_of_it():
    assert "only for one of these reasons" not in shown()
