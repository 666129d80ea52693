"""The map somebody would make with pyvis instead: the most connected nodes out of the database, drawn in Chromium."""

import time
from typing import TYPE_CHECKING

from pyvis.network import Network

from bench.aims.place import Site
from bench.aims.processes import Used
from bench.aims.results import Row, of

if TYPE_CHECKING:
    from playwright.sync_api import Page

NODES = 140  # as many as our overview shows at first
MOST = (
    "MATCH (n)-[r]-() WHERE labels(n)[0] IN ['Person', 'Organisation', 'Event'] "
    "RETURN n.id AS id, n.name AS name, count(r) AS facts ORDER BY facts DESC, id LIMIT 140"
)
AMONG = "MATCH (a)-[r]->(b) WHERE a.id IN $ids AND b.id IN $ids RETURN a.id AS a, b.id AS b"
DRAWN = "() => typeof network !== 'undefined' && document.querySelector('canvas') !== null"


def pyvis_map(site: Site, page: "Page", group: str, what: str) -> Row:
    """Return what it takes to read, write and draw the map; the connection to the database is there."""
    path = site.folder / "pyvis.html"
    with site.driver() as (driver, database):
        begin, processor = time.perf_counter(), time.process_time()
        nodes = driver.execute_query(MOST, database_=database).records
        links = driver.execute_query(AMONG, ids=[row["id"] for row in nodes], database_=database).records
        net = Network(height="560px", width="100%", cdn_resources="in_line")
        for row in nodes:
            net.add_node(row["id"], label=row["name"])
        for row in links:
            net.add_edge(row["a"], row["b"])
        path.write_text(net.generate_html(), encoding="utf-8")
        spent = time.process_time() - processor
        page.route("http*://**", lambda route: route.abort())
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        page.wait_for_function(DRAWN)
        seconds = time.perf_counter() - begin
    page.unroute_all()
    assert len(nodes) <= NODES
    note = f"{len(nodes)} nodes, {len(links)} facts, canvas there, physics still running"
    return of(Used(seconds, spent), what, "pyvis, connected before", group=group, note=note)
