"""What others score pairs with, on the same candidates (Liben-Nowell and Kleinberg 2007; Zhou et al. 2009)."""

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array, diags_array

from graph.analysis.snapshot import Floats
from graph.analysis.suggestions.ranking import Rows


def candidates(known: csr_array) -> Rows:
    """Return ones for pairs that a way over one or two others connects."""

    def rows(part: slice) -> csr_array:
        two = csr_array(known[part] @ known)
        found = csr_array(two + two @ known)
        found.data[:] = 1.0
        return found

    return rows


def baselines(known: csr_array) -> Mapping[str, Rows]:
    """Return common neighbours, Adamic-Adar, resource allocation and preferential attachment.

    `known` is who met whom, as ones.
    """
    degree = degrees(known)
    return {
        "common_neighbours": _through(known, np.ones(len(degree))),
        "adamic_adar": _through(known, 1 / np.log(np.maximum(degree, 2))),
        "resource_allocation": _through(known, 1 / np.maximum(degree, 1)),
        "preferential_attachment": _attachment(known, degree),
    }


def degrees(known: csr_array) -> Floats:
    """Return how many each actor has met."""
    return np.asarray(known.sum(axis=1), dtype=np.float64).ravel()


def _through(known: csr_array, weight: Floats) -> Rows:
    weighted = csr_array(diags_array(weight) @ known)
    return lambda part: csr_array(known[part] @ weighted)


def _attachment(known: csr_array, degree: Floats) -> Rows:
    possible = candidates(known)
    columns = diags_array(degree)
    return lambda part: csr_array(diags_array(degree[part]) @ possible(part) @ columns)
