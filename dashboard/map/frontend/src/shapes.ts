// The shapes that the table gives to types of nodes, so that colour is never the only sign.
import type { Look } from "./look";
import type { Shape } from "./types";

export const SHAPES: readonly Shape[] = ["circle", "square", "diamond", "triangle", "pentagon"];

/** Corners around (0, 0) for radius 1, y downwards; null for the circle. Areas are about equal. */
export function corners(shape: Shape): [number, number][] | null {
  switch (shape) {
    case "square":
      return [[-0.886, -0.886], [0.886, -0.886], [0.886, 0.886], [-0.886, 0.886]];
    case "diamond":
      return [[0, -1.253], [1.253, 0], [0, 1.253], [-1.253, 0]];
    case "triangle":
      return [[0, -1.443], [1.25, 0.722], [-1.25, 0.722]];
    case "pentagon":
      return [[-0.906, -0.906], [0.375, -0.906], [1.281, 0], [0.375, 0.906], [-0.906, 0.906]];
    default:
      return null;
  }
}

export function tracePath(context: CanvasRenderingContext2D, shape: Shape, x: number, y: number, r: number): void {
  const points = corners(shape);
  context.beginPath();
  if (points === null) context.arc(x, y, r, 0, 2 * Math.PI);
  else points.forEach(([px, py], i) => context[i ? "lineTo" : "moveTo"](x + px * r, y + py * r));
  context.closePath();
}

/** Paints a node with its ring, dashed where it is invented, and the outer ring of the one that is chosen. */
export function paintNode(
  context: CanvasRenderingContext2D, look: Look, i: number, x: number, y: number, r: number,
): void {
  const { shape } = look.model.nodes[i];
  const { fill, ring, ringWidth, dashes, outer } = look.node(i);
  if (outer) {
    tracePath(context, shape, x, y, r + 2 + outer / 2);
    context.strokeStyle = look.theme.ink;
    context.lineWidth = outer;
    context.stroke();
  }
  tracePath(context, shape, x, y, r);
  context.fillStyle = fill;
  context.fill();
  context.strokeStyle = ring;
  context.lineWidth = ringWidth;
  context.setLineDash(dashes);
  context.stroke();
  context.setLineDash([]);
}

const SVG = "http://www.w3.org/2000/svg";

export function svgElement(tag: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  return element;
}

export function svgShape(shape: Shape, x: number, y: number, r: number): SVGElement {
  const points = corners(shape);
  if (points === null) return svgElement("circle", { cx: x, cy: y, r });
  return svgElement("polygon", { points: points.map(([px, py]) => `${x + px * r},${y + py * r}`).join(" ") });
}
