"""The place or subject matter that a briefing is about, as sentences and headings say it."""

from briefing.documents.section_context import Matter
from briefing.wording.articles import in_region


def where(matter: Matter) -> str:
    """Return where those are active the briefing is about: in a region, on a topic."""
    subject = matter.scope.subjects[0]
    name = matter.says.name(subject)
    is_region = subject.label == "Region"
    return in_region(name, matter.request.language) if is_region else matter.words("at_topic", name=name)
