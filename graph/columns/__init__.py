"""The network in columns: kept in files between processes, brought up to date by what each write touched."""

from graph.columns.files import kept_moment
from graph.columns.keeper import Keeper, stored
from graph.columns.network import ColumnNetwork, columns_of, seen_in_columns

__all__ = ["ColumnNetwork", "Keeper", "columns_of", "kept_moment", "seen_in_columns", "stored"]
