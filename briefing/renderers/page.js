"use strict";
// Draws each map out of its data with the places computed before; all text stays text.
for (const place of document.querySelectorAll(".map")) {
  const data = JSON.parse(document.getElementById(place.dataset.map).textContent);
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(place, { nodes, edges }, data.options);
  network.once("afterDrawing", () => network.fit({ animation: false, maxZoomLevel: 4 }));
  network.on("selectNode", (event) => {
    const near = new Set([...event.nodes, ...network.getConnectedNodes(event.nodes[0])]);
    nodes.update(data.nodes.map((node) => ({ id: node.id, opacity: near.has(node.id) ? 1 : 0.25 })));
  });
  network.on("deselectNode", () => nodes.update(data.nodes.map((node) => ({ id: node.id, opacity: 1 }))));
  place.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
    const zoom = { "+": 1.25, "-": 0.8 }[event.key];
    const { x, y } = network.getViewPosition();
    if (step) network.moveTo({ position: { x: x + step[0], y: y + step[1] } });
    else if (zoom) network.moveTo({ scale: network.getScale() * zoom });
    else if (event.key === "0") network.fit({ maxZoomLevel: 4 });
    else return;
    event.preventDefault();
  });
  place.network = network;
}
