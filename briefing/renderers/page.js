"use strict";
const FONT = "'Noto Sans', 'Segoe UI', Arial, sans-serif";

// The shape of vis-network that draws a box as the other formats do: outline, tint, frame and lines of the label.
function boxed(box) {
  const path = new Path2D(box.outline);
  return ({ ctx, x, y, state, style }) => ({
    drawNode() {
      ctx.save();
      ctx.globalAlpha = style.opacity ?? 1;
      ctx.translate(x, y);
      ctx.fillStyle = box.tint;
      ctx.fill(path);
      ctx.strokeStyle = box.colour;
      ctx.lineWidth = box.frame + (state.selected ? 1 : 0);
      ctx.lineCap = box.dashes.length ? "round" : "butt";
      ctx.setLineDash(box.dashes);
      ctx.stroke(path);
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      let top = -box.lines.reduce((high, line) => high + line.high, 0) / 2;
      for (const line of box.lines) {
        ctx.font = `${line.bold ? "bold " : ""}${line.size}px ${FONT}`;
        ctx.fillStyle = line.colour;
        ctx.fillText(line.text, 0, top + line.high / 2);
        top += line.high;
      }
      ctx.restore();
    },
    nodeDimensions: { width: box.width, height: box.height },
  });
}

// Draws each map out of its data with the places computed before; all text stays text.
for (const place of document.querySelectorAll(".map")) {
  const data = JSON.parse(document.getElementById(place.dataset.map).textContent);
  const nodes = new vis.DataSet(data.nodes.map(({ box, ...node }) => ({ ...node, ctxRenderer: boxed(box) })));
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
