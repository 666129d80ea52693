"""Where words are made: facts, ties, ways and findings as a colleague would say them, and the same as JSON.

Pages, commands, briefings and mails all ask here, so that one fact is worded the same everywhere. The words stand in
`de.yaml` and `en.yaml` beside this, those of findings in `graph/messages`.
"""

from briefing.wording.sentences.content import Sentences
from briefing.wording.sentences.wording import Language, question_title, question_why

__all__ = ["Language", "Sentences", "question_title", "question_why"]
