// What nodes and lines are drawn on. A surface knows nothing of pointers and cameras; it is told where everything is.
import type { Look } from "./look";
import type { Transform } from "./types";

export interface Surface {
  /** Takes up a graph or another look of it; some nodes and their lines are left out, for others to draw. */
  load(look: Look, without: ReadonlySet<number>): void;
  /** Some nodes stand elsewhere now. */
  moved(nodes: readonly number[]): void;
  draw(view: Transform, width: number, height: number, ratio: number): void;
  /** Whether what was drawn last is on the screen already. */
  readonly isReady: boolean;
  /** Whether a picture takes so little that each frame can have its own. */
  readonly isQuick: boolean;
  dispose(): void;
}

const NOBODY: ReadonlySet<number> = new Set();

/** What is shown, in the order in which it is drawn: small over big, what stands out over the rest. */
export function drawOrder(look: Look, without: ReadonlySet<number> = NOBODY): { nodes: number[]; edges: number[] } {
  const { model } = look;
  const [nodes, front]: number[][] = [[], []];
  for (const i of model.byDepth) if (!look.hides(i) && !without.has(i)) (look.isFront(i) ? front : nodes).push(i);
  const [edges, over]: number[][] = [[], []];
  model.edges.forEach((edge, e) => {
    if (without.size > 0 && (without.has(edge.source) || without.has(edge.target))) return;
    if (!look.hidesEdge(e) && edge.source !== edge.target) (look.isFrontEdge(e) ? over : edges).push(e);
  });
  return { nodes: nodes.concat(front), edges: edges.concat(over) };
}
