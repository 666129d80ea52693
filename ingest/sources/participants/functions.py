"""Functions: which one somebody has in a body or as a member, and which with an employer."""

import re

from graph.model.fold import fold

# Functions somebody has in a body or as a member, not with an employer.
_SEAT = re.compile(
    r"(?:(?:stv|stellv|stellvertretend\w*|stellvertreter\w*|1|2|3|erst\w+|zweit\w+|ehren|co|vice|deputy|ordentlich\w*|beratend\w*|"
    r"kooptiert\w*|assoziiert\w*|aktiv\w*|foerder\w*|korporativ\w*|der|des|die|im|und|of|the|board|founding|gruendungs|"
    r"alternate|"
    r"amtierend\w*|staendig\w*|externes|externe|gewaehlt\w*) )*"
    r"(?:vorsitz|vorsitzende[rns]?|stellvertretung|stellvertreter\w*|mitglied\w*|\w+mitglied|beisitz\w*|"
    r"schatzmeister\w*|kassier\w*|"
    r"kassenwart\w*|kassenpruef\w*|schriftfuehr\w*|ehrenvorsitz\w*|juror\w*|obmann|obfrau|kurator\w*|delegierte[rn]?|"
    r"chair\w*|vice chair\w*|member|members|treasurer|trustee|observer|gast|ersatzmitglied|beobachter\w*)"
    r"(?: (?:der|des|im|of|the|board|vorstands?|beirats?|beirat|jury|kuratoriums?|gremiums?|"
    r"ausschusses|arbeitsgruppe))*"
)


def is_seat(function: str) -> bool:
    """Return whether a function is one somebody has in a body, or as a member, and not with an employer.

    >>> is_seat("Stv. Vorsitzende"), is_seat("Mitglied des Vorstands"), is_seat("Vorstandsvorsitzender")
    (True, True, False)
    """
    return bool(_SEAT.fullmatch(fold(function)))
