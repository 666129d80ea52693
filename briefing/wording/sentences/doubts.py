"""What speaks against an entry, as sentences."""

from briefing.wording.sentences.wording import Wording
from graph.curation.doubts import Doubt
from graph.model.dates import format_date


def doubt_sentence(says: Wording, doubt: Doubt) -> str:
    """Return a doubt as a sentence that names whom it is about."""
    nodes = [says.network.nodes[i] for i in doubt.about if i in says.network.nodes]
    names = ", ".join(f"{says.name(node)} ({says.type(node)})" for node in nodes)
    return says.say(f"doubt_{doubt.kind}", said=_shown(says, doubt.said), known=_shown(says, doubt.known), names=names)


def _shown(says: Wording, text: str) -> str:
    try:
        return format_date(text, says.language)
    except ValueError:
        return text
