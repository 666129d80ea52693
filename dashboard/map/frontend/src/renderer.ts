// What the map needs from whatever draws it.
import type { Look } from "./look";
import type { Box, Camera, Transform } from "./types";

export interface Signals {
  click(node: number | null, more: boolean): void;
  doubleClick(node: number): void;
  hover(node: number | null): void;
  /** A node is pulled to a place in graph coordinates, and let go of. */
  drag(node: number, x: number, y: number): void;
  drop(): void;
  /** The picture or the camera changed: labels have to follow, at leisure while it goes on. */
  frame(moving: boolean): void;
  /** The drawing surface is gone for good (a lost WebGL context). */
  lost(): void;
}

export interface Renderer {
  readonly kind: "webgl" | "canvas" | "svg";
  /** Draws another graph; the camera stays. */
  show(look: Look): void;
  /** Draws the same graph with another look. */
  restyle(look: Look): void;
  /** Leaves some nodes and their lines to the layer above, which draws them while they are pulled; nobody takes all back. */
  lift?(nodes: ReadonlySet<number>): void;
  /** Draws some nodes where they stand now. */
  moved(nodes: number[]): void;
  /** Chooses the rectangle that ratio 1 shows. */
  frameBox(box: Box): void;
  transform(): Transform;
  camera(): Camera;
  /** Where the camera is on its way to; null where it stands. */
  readonly heading?: Camera | null;
  /** Where in the stage the last zoom went by a pointer or two fingers; null where it did not. */
  readonly anchor?: { x: number; y: number } | null;
  moveTo(camera: Camera, smooth: boolean): void;
  resize(): void;
  dispose(): void;
}

export const PADDING = 46;
export const MIN_RATIO = 0.02;
export const MAX_RATIO = 6;

export const clampRatio = (ratio: number): number => Math.min(Math.max(ratio, MIN_RATIO), MAX_RATIO);

/** Pixels for each graph unit at ratio 1. */
function fitScale(box: Box, width: number, height: number): number {
  const room = (pixels: number) => Math.max(pixels - 2 * PADDING, 10);
  return Math.min(room(width) / (box.x[1] - box.x[0]), room(height) / (box.y[1] - box.y[0]));
}

/** Where a point of the plane stands on a stage that shows a box through a camera. */
export function transformOf(stage: HTMLElement, box: Box, view: Camera): Transform {
  const { clientWidth, clientHeight } = stage;
  const scale = fitScale(box, clientWidth || 1, clientHeight || 1) / view.ratio;
  return {
    ox: clientWidth / 2 - view.x * scale,
    oy: clientHeight / 2 - view.y * scale,
    scale,
    radius: 1 / Math.sqrt(view.ratio),
  };
}

export const middle = (box: Box): { x: number; y: number } => ({
  x: (box.x[0] + box.x[1]) / 2,
  y: (box.y[0] + box.y[1]) / 2,
});

/** Moves a picture that was drawn from elsewhere to where it belongs now, until it is drawn anew. */
export function shift(canvas: HTMLCanvasElement, drawn: Transform | null, now: Transform): void {
  if (drawn === null) return;
  const grown = now.scale / drawn.scale;
  canvas.style.transform = `matrix(${grown},0,0,${grown},${now.ox - grown * drawn.ox},${now.oy - grown * drawn.oy})`;
}
