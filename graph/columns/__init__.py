"""The network in columns: kept in files between processes, brought up to date by what each write touched."""

from graph.columns.keeper import Keeper, stored

__all__ = ["Keeper", "stored"]
