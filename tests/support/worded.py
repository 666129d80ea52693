"""What analysis has to say, in words: as pages and commands word it."""

from briefing.wording.sentences import Language, Sentences
from graph.analysis.phrases import Phrase
from graph.analysis.ties import TieReason
from graph.model.schema import load
from graph.network import Network

NOBODY = Network(load(), {}, [])


def worded(said: Phrase | TieReason, language: Language = "de", network: Network = NOBODY) -> str:
    """The sentence; a phrase with the reason of a tie in it needs the network."""
    says = Sentences(network, language)
    return says.reason(said) if isinstance(said, TieReason) else says.phrase(said)
