"""How do the stories become cases? All of them at once, day by day, in the order in which things happened."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import groupby

from .arrival import arrive
from .calendar import WorkingDays, at
from .moves import Life, play
from .stories import Story

Entry = tuple[date, int, int, Callable]
"""A day, the number of a story, the number of its step, and what happens."""


def keep(stories: list[Story], *, today: date) -> Iterator[tuple[date, int]]:
    """Play every story, and yield each day with the number of things that happened on it."""
    days = WorkingDays(today)
    entries = sorted(
        (entry for story in stories for entry in _entries(Life(story, days))), key=lambda entry: entry[:3]
    )
    for day, of_the_day in groupby(entries, key=lambda entry: entry[0]):
        happened = list(of_the_day)
        for minute, (*_, happen) in enumerate(happened):
            with at(day, minute=3 * minute):
                happen()
        yield day, len(happened)


def _entries(life: Life) -> Iterator[Entry]:
    story = life.story
    yield life.day(0), story.number, 0, partial(_arrive, life)
    for number, step in enumerate(story.steps, start=1):
        yield life.day(step.day), story.number, number, partial(_play, life, step)


def _arrive(life: Life):
    life.submission, life.case = arrive(life.story, on=life.day(0))


def _play(life: Life, step):
    try:
        play(life, step)
    except Exception as error:
        error.add_note(f"In the story “{life.story.subject or life.story.happened}”, at {step}.")
        raise
