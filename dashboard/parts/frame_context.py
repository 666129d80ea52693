"""What every page is given."""

from dataclasses import dataclass

from briefing.wording.language import Words
from briefing.wording.sentences import Sentences
from dashboard.state.current import Data
from graph.network import Network


@dataclass(frozen=True, slots=True)
class Context:
    """What a page is given: the data, and the words to say it in."""

    data: Data
    words: Words
    says: Sentences

    @property
    def network(self) -> Network:
        """The network."""
        return self.data.network
