// The camera and the pointer over a surface: pan, zoom (wheel, two fingers), click, double click, pull.
import type { Look } from "./look";
import { clampRatio, middle, type Renderer, shift, type Signals, transformOf } from "./renderer";
import { drawOrder, type Surface } from "./surface";
import type { Box, Camera, Transform } from "./types";

interface Spot {
  x: number;
  y: number;
}

const FAR = 4; // pixels from which a press is a pull
const DOUBLE = 350; // milliseconds
const SETTLED = 110; // milliseconds without a frame after which the picture rests
const HELD = 450; // the same while a hand is still on it
const SMOOTH = 250;

export class StageRenderer implements Renderer {
  private readonly canvas = document.createElement("canvas");
  private readonly surface: Surface;
  private view: Camera;
  private drawn: Transform | null = null;
  private order: number[] = [];
  private frame = 0;
  /** Whether something stands elsewhere than in the last picture. */
  private anew = false;
  private animation = 0;
  private settling = 0;
  private disposed = false;
  private readonly pointers = new Map<number, Spot>();
  private press: { node: number; at: Spot; far: boolean } | null = null;
  private clicked: { node: number; at: Spot; when: number } | null = null;
  private hovered = -1;
  private lifted: ReadonlySet<number> = new Set();
  anchor: Spot | null = null;
  heading: Camera | null = null;
  private readonly ending = new AbortController();

  constructor(
    readonly kind: "webgl" | "canvas",
    private readonly stage: HTMLElement,
    private look: Look,
    private box: Box,
    private readonly signals: Signals,
    make: (canvas: HTMLCanvasElement) => Surface,
  ) {
    this.surface = make(this.canvas);
    this.view = { ...middle(box), ratio: 1 };
    this.canvas.className = "picture";
    stage.append(this.canvas);
    this.listen();
    this.take(look);
    this.render(false);
  }

  private listen(): void {
    const { signal } = this.ending;
    const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) =>
      this.stage.addEventListener(name, act, { signal, passive: false });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    on("pointerup", (event) => this.up(event));
    on("pointercancel", (event) => this.let(event));
    on("pointerleave", () => this.hover(-1));
    on("wheel", (event) => {
      event.preventDefault();
      const step = Math.min(Math.abs(event.deltaY), 120) * (event.deltaMode ? 20 : 1);
      this.zoomAt(this.spot(event), Math.exp(Math.sign(event.deltaY) * Math.min(step, 120) * 0.0022));
    });
    this.watchPixels();
    // What is disposed of loses its context on purpose; only a loss while in use calls for another renderer.
    this.canvas.addEventListener("webglcontextlost", () => this.disposed || this.signals.lost());
  }

  /** Another screen, or another zoom of the browser, has other pixels. */
  private watchPixels(): void {
    const { signal } = this.ending;
    const changed = () => {
      this.resize();
      this.watchPixels();
    };
    matchMedia(`(resolution: ${window.devicePixelRatio || 1}dppx)`).addEventListener("change", changed, { once: true, signal });
  }

  private spot(event: MouseEvent): Spot {
    const { left, top } = this.stage.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** The node under a spot, -1 for none; small ones have a target of at least five pixels around them. */
  private nodeAt({ x, y }: Spot): number {
    const { ox, oy, scale, radius } = this.transform();
    const { nodes } = this.look.model;
    for (let k = this.order.length - 1; k >= 0; k--) {
      const node = nodes[this.order[k]];
      const [dx, dy, r] = [ox + node.x * scale - x, oy + node.y * scale - y, Math.max(node.size * radius * 1.1, 5) + 1.5];
      if (dx * dx + dy * dy <= r * r) return this.order[k];
    }
    return -1;
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0) return;
    const at = this.spot(event);
    this.pointers.set(event.pointerId, at);
    this.stop();
    if (this.pointers.size > 1) this.endPull();
    else this.press = { node: this.nodeAt(at), at, far: false };
  }

  private move(event: PointerEvent): void {
    const at = this.spot(event);
    const before = this.pointers.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType !== "touch") this.hover(this.nodeAt(at));
      return;
    }
    if (event.buttons === 0) return this.let(event); // let go of outside
    if (this.pointers.size > 1) this.pinch(event.pointerId, before, at);
    else if (this.press) this.pull(event, this.press, before, at);
    this.pointers.set(event.pointerId, at);
  }

  private pull(event: PointerEvent, press: NonNullable<StageRenderer["press"]>, before: Spot, at: Spot): void {
    if (!press.far) {
      if (Math.hypot(at.x - press.at.x, at.y - press.at.y) < FAR) return;
      press.far = true;
      before = press.at;
      this.stage.setPointerCapture(event.pointerId);
    }
    const { ox, oy, scale } = this.transform();
    if (press.node >= 0) this.signals.drag(press.node, (at.x - ox) / scale, (at.y - oy) / scale);
    else this.see({ ...this.view, x: this.view.x - (at.x - before.x) / scale, y: this.view.y - (at.y - before.y) / scale });
  }

  private pinch(id: number, before: Spot, at: Spot): void {
    const other = [...this.pointers].find(([key]) => key !== id)![1];
    const [was, is] = [before, at].map((p) => Math.max(Math.hypot(p.x - other.x, p.y - other.y), 1));
    const [from, to] = [before, at].map((p) => ({ x: (p.x + other.x) / 2, y: (p.y + other.y) / 2 }));
    this.zoomAt(from, was / is);
    const { scale } = this.transform();
    this.see({ ...this.view, x: this.view.x - (to.x - from.x) / scale, y: this.view.y - (to.y - from.y) / scale });
    this.anchor = to;
  }

  private up(event: PointerEvent): void {
    const { press } = this;
    const at = this.spot(event);
    this.pointers.delete(event.pointerId);
    this.press = null;
    if (press === null) return this.goOn();
    if (press.far && press.node < 0) this.settle();
    if (press.far) {
      if (press.node >= 0) this.signals.drop();
      return;
    }
    const { node } = press;
    const { clicked } = this;
    const again = clicked !== null && event.timeStamp - clicked.when < DOUBLE && clicked.node === node && Math.hypot(at.x - clicked.at.x, at.y - clicked.at.y) < 8;
    // Two quick clicks on two places are two clicks.
    this.clicked = again ? null : { node, at, when: event.timeStamp };
    if (again && node >= 0) this.signals.doubleClick(node);
    else this.signals.click(node < 0 ? null : node, event.shiftKey);
  }

  private let(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    this.endPull();
    this.goOn();
  }

  /** After two fingers, the one that is left pulls the picture. */
  private goOn(): void {
    if (this.pointers.size === 1) this.press = { node: -1, at: [...this.pointers.values()][0], far: true };
  }

  private endPull(): void {
    if (this.press?.far && this.press.node >= 0) this.signals.drop();
    this.press = null;
  }

  private hover(node: number): void {
    if (node === this.hovered) return;
    this.hovered = node;
    this.signals.hover(node < 0 ? null : node);
  }

  private zoomAt({ x, y }: Spot, factor: number): void {
    this.stop();
    this.anchor = { x, y };
    const { ox, oy, scale } = this.transform();
    const ratio = clampRatio(this.view.ratio * factor);
    const share = 1 - ratio / this.view.ratio;
    const [gx, gy] = [(x - ox) / scale, (y - oy) / scale];
    this.see({ x: this.view.x + (gx - this.view.x) * share, y: this.view.y + (gy - this.view.y) * share, ratio });
  }

  /** Looks from elsewhere, at the next frame. */
  private see(camera: Camera): void {
    this.view = { ...camera, ratio: clampRatio(camera.ratio) };
    this.draw();
  }

  private draw(): void {
    if (this.frame === 0) this.frame = requestAnimationFrame(() => this.next());
  }

  /**
   * While the picture moves it is drawn anew only where that is quick: else the last one is moved along, and drawn anew
   * when it rests or leaves too much bare. A card gets no other picture before it has shown the last one.
   */
  private next(): void {
    this.frame = 0;
    if (this.disposed) return;
    const now = this.transform();
    if (this.surface.isReady && (this.anew || this.surface.isQuick || this.isBare(now))) return this.render(true);
    if (this.anew) return this.draw();
    shift(this.canvas, this.drawn, now);
    this.signals.frame(true);
    this.settle();
  }

  /** Whether the last picture, moved along, leaves much of the stage without one. */
  private isBare(now: Transform): boolean {
    const { drawn } = this;
    if (drawn === null) return true;
    const grown = now.scale / drawn.scale;
    const { clientWidth, clientHeight } = this.stage;
    const [left, top] = [now.ox - grown * drawn.ox, now.oy - grown * drawn.oy];
    const bare = Math.max(left / clientWidth, top / clientHeight, 1 - grown - left / clientWidth, 1 - grown - top / clientHeight);
    return bare > 0.25 || grown > 1.8;
  }

  private settle(): void {
    clearTimeout(this.settling);
    this.settling = window.setTimeout(() => this.rest(), this.press?.far ? HELD : SETTLED);
  }

  private rest(): void {
    if (this.disposed) return;
    const { drawn } = this;
    const now = this.transform();
    const isThere = drawn !== null && (["ox", "oy", "scale"] as const).every((name) => drawn[name] === now[name]);
    if (isThere) this.signals.frame(false);
    else this.render(false);
  }

  private render(moving: boolean): void {
    const { clientWidth, clientHeight } = this.stage;
    if (clientWidth === 0 || clientHeight === 0) return;
    this.drawn = this.transform();
    this.canvas.style.transform = "";
    this.surface.draw(this.drawn, clientWidth, clientHeight, window.devicePixelRatio || 1);
    this.anew = false;
    this.signals.frame(moving);
    if (moving) this.settle();
  }

  private take(look: Look): void {
    this.look = look;
    this.order = drawOrder(look).nodes;
    this.surface.load(look, this.lifted);
  }

  show(look: Look): void {
    this.press = this.clicked = null; // a press does not outlive the node it began on
    this.hovered = -1;
    this.lifted = new Set();
    this.restyle(look);
  }

  restyle(look: Look): void {
    this.take(look);
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.render(false);
  }

  lift(nodes: ReadonlySet<number>): void {
    this.lifted = nodes;
    this.surface.load(this.look, nodes);
    this.render(true);
  }

  moved(nodes: number[]): void {
    this.surface.moved(nodes);
    this.anew = true;
    this.draw();
  }

  frameBox(box: Box): void {
    this.box = box;
    this.moveTo({ ...middle(box), ratio: 1 }, false);
  }

  transform(): Transform {
    return transformOf(this.stage, this.box, this.view);
  }

  camera(): Camera {
    return { ...this.view };
  }

  moveTo(camera: Camera, smooth: boolean): void {
    this.stop();
    this.anchor = null;
    if (!smooth) return this.see(camera);
    const [from, to, begin] = [this.view, { ...camera, ratio: clampRatio(camera.ratio) }, performance.now()];
    this.heading = to;
    const step = (): void => {
      const part = Math.min((performance.now() - begin) / SMOOTH, 1);
      const eased = part < 0.5 ? 2 * part * part : 1 - 2 * (1 - part) * (1 - part);
      const between = (a: number, b: number) => (part === 1 ? b : a + (b - a) * eased);
      this.see({ x: between(from.x, to.x), y: between(from.y, to.y), ratio: between(from.ratio, to.ratio) });
      this.animation = part < 1 ? requestAnimationFrame(step) : 0;
      if (part === 1) this.heading = null;
    };
    step();
  }

  private stop(): void {
    cancelAnimationFrame(this.animation);
    this.animation = 0;
    this.heading = null;
  }

  resize(): void {
    this.render(false);
  }

  dispose(): void {
    this.disposed = true;
    this.ending.abort();
    this.stop();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settling);
    this.surface.dispose();
    this.canvas.remove();
  }
}
