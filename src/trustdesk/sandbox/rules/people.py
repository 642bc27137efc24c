"""Everybody of the sandbox, gathered from the files that tell their stories; each file adds its line here."""

from collections.abc import Mapping

from trustdesk.sandbox.rules import stories
from trustdesk.sandbox.rules.stories import Story

STORIES: Mapping[str, Story] = {
    **stories.STORIES,
}
