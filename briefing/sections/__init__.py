"""The sections of a briefing, one module each: `build(matter)` returns blocks, none where there is nothing to say."""

from collections.abc import Callable

from briefing.documents.document import Block
from briefing.documents.section_context import Matter
from briefing.sections import changes, events, gaps, network_map, summary, topics, ways, who

SECTIONS: dict[str, Callable[[Matter], list[Block]]] = {
    "summary": summary.build,
    "map": network_map.build,
    "who": who.build,
    "ways": ways.build,
    "events": events.build,
    "topics": topics.build,
    "gaps": gaps.build,
    "changes": changes.build,
}
