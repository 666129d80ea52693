"""A page around the map for its browser tests: ``streamlit run map_app.py``; ``?n=300`` sets the size."""

import math
import random
import sys
from pathlib import Path

import streamlit as st

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from dashboard.map import MapEdge, MapKey, MapNode, network_map

TYPES = ("Person", "Organisation", "Event", "Topic", "Region")
FIRST = ["Anna", "Jörg", "Mehmet", "Friederike", "Hans-Peter", "Zoë", "Małgorzata", "Björn", "Ute", "Çiğdem"]
LAST = ["Müller", "Weiß", "von der Heide", "Öztürk", "Schmidt-Großmann", "Nowak", "Lüders", "Krause"]
BODY = [
    "Industrie- und Handelskammer",
    "Energieagentur",
    "Landkreis",
    "Hochschule für nachhaltige Entwicklung",
    "Verband kommunaler Unternehmen",
    "Stadtwerke",
    "Bürgerenergiegenossenschaft",
    "Ministerium für Wirtschaft und Klimaschutz",
    "Netzwerk Wasserstoff",
    "Wirtschaftsförderung",
]
PLACE = [
    "Cottbus",
    "Potsdam",
    "Frankfurt (Oder)",
    "Prignitz",
    "Uckermark",
    "Spree-Neiße",
    "Görlitz",
    "Barnim",
]
TOPIC = ["Wasserstoff", "Strukturwandel", "Wärmeplanung", "Fachkräfte", "Kreislaufwirtschaft", "Breitband"]
MARKUP = [
    "<img src=x onerror=\"document.title='hacked'\">",
    "</script><script>document.title='hacked'</script>",
    "**fett** ![x](http://example.org/x.png) [a](http://example.org)",
]


def wording(kind: str, chance: random.Random) -> str:
    if kind == "Person":
        return f"{chance.choice(['', '', 'Dr. ', 'Prof. Dr. '])}{chance.choice(FIRST)} {chance.choice(LAST)}"
    if kind == "Organisation":
        return f"{chance.choice(BODY)} {chance.choice(PLACE)}"
    if kind == "Event":
        return f"{chance.randint(3, 12)}. Regionalkonferenz {chance.choice(TOPIC)}"
    return chance.choice(TOPIC if kind == "Topic" else PLACE)


def sample(count: int) -> tuple[list[MapNode], list[MapEdge]]:
    """Groups of nodes around one organisation each, spread like seeds in a sunflower."""
    chance = random.Random(7)
    size = 26
    degree = [0] * count
    pairs: dict[tuple[int, int], int] = {}
    for i in range(1, count):
        hub = i - i % size
        partners = [hub] if i != hub else [chance.randrange(0, hub, size)]
        partners += [chance.randrange(hub, i)] if i > hub and chance.random() < 0.7 else []
        partners += [chance.randrange(i)] if chance.random() < 0.12 else []
        for partner in partners:
            if partner != i and (partner, i) not in pairs:
                pairs[partner, i] = chance.randint(1, 5)
                degree[i] += 1
                degree[partner] += 1
    nodes = []
    for i in range(count):
        group, rank = divmod(i, size)
        far = 7.5 * math.sqrt(group)
        near = 0.8 * math.sqrt(rank + 1.2) if rank else 0.0
        turn = math.pi * (3 - math.sqrt(5))
        x = far * math.cos(group * turn) + near * math.cos(rank * turn + group)
        y = far * math.sin(group * turn) + near * math.sin(rank * turn + group)
        kind = "Organisation" if rank == 0 else chance.choices(list(TYPES), [60, 22, 8, 6, 4])[0]
        label = MARKUP[i] if "markup" in st.query_params and i < len(MARKUP) else wording(kind, chance)
        nodes.append(
            MapNode(
                id=f"n{i}",
                label=label,
                type=kind,
                x=x * 1.5,
                y=y,
                size=4.5 + 1.7 * math.sqrt(degree[i]),
                kind=kind,
                tooltip=f"{label}\n{degree[i]} Verbindungen",
                invented=i % 9 == 4,
                emphasis=i in {52, 130},
            )
        )
    words = ["Mitglied von", "arbeitet mit", "fördert", "spricht bei", "leitet"]
    edges = [
        MapEdge(
            f"e{a}-{b}",
            f"n{a}",
            f"n{b}",
            words[b % 5],
            float(w),
            "past" if b % 6 == 1 else "firm",
            invented=b % 11 == 3,
        )
        for (a, b), w in pairs.items()
    ]
    return nodes, edges


st.set_page_config(layout="wide")
count = int(st.query_params.get("n", "300"))
st.session_state.setdefault("expanded", [])
st.session_state.setdefault("runs", 0)
st.session_state.runs += 1

# Which of its nodes the map gets. "Nur Personen" after "Ohne Personen" has none in common with it.
PARTS = {
    "Alles": lambda node: True,
    "Ohne Personen": lambda node: node.type != "Person",
    "Nur Personen": lambda node: node.type == "Person",
    "Nichts": lambda node: False,
}

buttons = st.columns(5 + len(PARTS))
buttons[0].button("Noch einmal")
if buttons[1].button("Wähle n7"):
    st.session_state.wish = "n7"
if buttons[2].button("Fokus n9"):
    st.session_state.focus = "n9"
if buttons[3].button("Ohne Karte"):
    st.session_state.hide = not st.session_state.get("hide", False)
if buttons[4].button("Neue Fassung"):
    st.session_state.version = st.session_state.get("version", 0) + 1
for column, name in zip(buttons[5:], PARTS, strict=True):
    if column.button(name):
        st.session_state.part = name

nodes, edges = sample(count)
nodes = [node for node in nodes if PARTS[st.session_state.get("part", "Alles")](node)]
for parent in st.session_state.expanded:
    host = next(node for node in nodes if node.id == parent)
    for i in range(5):
        angle = 2 * math.pi * i / 5
        new = f"{parent}+{i}"
        # Far outside on purpose: a map that fits itself to its nodes would move all the others.
        x, y = host.x + 40 * math.cos(angle), host.y + 40 * math.sin(angle)
        nodes.append(MapNode(new, f"Neu {i} zu {parent}", "Topic", x, y))
        edges.append(MapEdge(f"x{new}", parent, new))

if st.session_state.get("hide"):
    st.text("verborgen")
else:
    event = network_map(
        nodes,
        edges,
        key="karte",
        selected=st.session_state.get("wish"),
        focus=st.session_state.get("focus"),
        version=str(st.session_state.get("version", 0)),
        height=int(st.query_params.get("h", "620")),
        legend=[
            *(MapKey("kind", kind, kind) for kind in TYPES),
            MapKey("frame", "invented", "erfundene Demodaten"),
            MapKey("line", "firm", "Verbindung"),
            MapKey("line", "past", "frühere Verbindung"),
            MapKey("line", "invented", "erfundene Verbindung"),
        ],
    )
    st.text(f"runs={st.session_state.runs} selected={event.selected} expand={event.expand}")
    if event.expand and event.expand not in st.session_state.expanded:
        st.session_state.expanded.append(event.expand)
        st.rerun()
st.text(f"sent={len(nodes)} expanded={','.join(st.session_state.expanded)}")
