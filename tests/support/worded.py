"""What analysis has to say, in words: as pages and commands word it."""

from dashboard.sentences import Language, Sentences
from graph.analysis.said import Phrase
from graph.analysis.ties import Reason
from graph.network import Network
from graph.schema import load

NOBODY = Network(load(), {}, [])


def worded(said: Phrase | Reason, language: Language = "de", network: Network = NOBODY) -> str:
    """The sentence; a phrase with the reason of a tie in it needs the network."""
    says = Sentences(network, language)
    return says.reason(said) if isinstance(said, Reason) else says.phrase(said)
