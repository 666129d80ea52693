"""Ways from one to another: introduction paths, common contacts, and who of an organisation knows somebody there."""

from graph.analysis.ways.contacts import Contacts
from graph.analysis.ways.ends import End, end_of
from graph.analysis.ways.finder import Reached, Shared, Way, Ways
from graph.analysis.ways.routes import WaysAsked

__all__ = ["Contacts", "End", "Reached", "Shared", "Way", "Ways", "WaysAsked", "end_of"]
