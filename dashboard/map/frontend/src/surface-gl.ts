// The usual surface: WebGL, all nodes in one call and all lines in another, straight from two arrays.
import { packed, parseColour } from "./colour";
import type { Look } from "./look";
import { dashEnds, EDGE_FRAGMENT, EDGE_VERTEX, NODE_FRAGMENT, NODE_VERTEX } from "./shaders";
import { SHAPES } from "./shapes";
import { drawOrder, type Surface } from "./surface";
import type { Transform } from "./types";

const WORDS = 10; // of four bytes, for each node and for each line
// What browsers call a card that is the processor itself.
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;
const SQUARE = [-1, -1, 1, -1, 1, 1, 1, 1, -1, 1, -1, -1];
const BAND = [0, 1, 0, -1, 1, 1, 1, 1, 0, -1, 1, -1];
/** Name, how many, and whether they are bytes of one word: in the order in which they stand in the array. */
type Field = [string, number, boolean];
const NODE_FIELDS: Field[] = [["a_spot", 3, false], ["a_fill", 4, true], ["a_ring", 4, true], ["a_shape", 1, false], ["a_style", 4, false]];
const EDGE_FIELDS: Field[] = [["a_ends", 4, false], ["a_colour", 4, true], ["a_width", 1, false], ["a_dashes", 4, false]];

/** One kind of thing: its program, its array, how many there are, and whether the array is up to date on the card. */
class Batch {
  readonly program: WebGLProgram;
  private readonly buffer: WebGLBuffer;
  private readonly vao: WebGLVertexArrayObject;
  private readonly at = new Map<string, WebGLUniformLocation | null>();
  floats = new Float32Array(0);
  words = new Uint32Array(0);
  count = 0;
  isNew = false;

  constructor(private readonly gl: WebGL2RenderingContext, sources: [string, string], corners: number[], fields: Field[]) {
    this.program = linked(gl, sources);
    this.vao = gl.createVertexArray()!;
    gl.bindVertexArray(this.vao);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array(corners), gl.STATIC_DRAW);
    this.attribute("a_corner", 2, gl.FLOAT, 8, 0, 0);
    this.buffer = gl.createBuffer()!;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
    let offset = 0;
    for (const [name, size, bytes] of fields) {
      this.attribute(name, size, bytes ? gl.UNSIGNED_BYTE : gl.FLOAT, WORDS * 4, offset, 1);
      offset += bytes ? 4 : size * 4;
    }
  }

  private attribute(name: string, size: number, type: number, stride: number, offset: number, divisor: number): void {
    const { gl } = this;
    const place = gl.getAttribLocation(this.program, name);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, type === gl.UNSIGNED_BYTE, stride, offset);
    gl.vertexAttribDivisor(place, divisor);
  }

  reserve(count: number): void {
    if (this.floats.length < count * WORDS) {
      this.floats = new Float32Array(count * WORDS);
      this.words = new Uint32Array(this.floats.buffer);
    }
    [this.count, this.isNew] = [count, true];
  }

  uniform(name: string): WebGLUniformLocation | null {
    if (!this.at.has(name)) this.at.set(name, this.gl.getUniformLocation(this.program, name));
    return this.at.get(name)!;
  }

  draw(): void {
    const { gl } = this;
    if (this.count === 0) return;
    gl.bindVertexArray(this.vao);
    if (this.isNew) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffer);
      gl.bufferData(gl.ARRAY_BUFFER, this.floats.subarray(0, this.count * WORDS), gl.DYNAMIC_DRAW);
      this.isNew = false;
    }
    gl.drawArraysInstanced(gl.TRIANGLES, 0, 6, this.count);
  }
}

function linked(gl: WebGL2RenderingContext, [vertex, fragment]: [string, string]): WebGLProgram {
  const program = gl.createProgram()!;
  for (const [type, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]] as const) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`no program: ${gl.getProgramInfoLog(program)}`);
  return program;
}

/** What the card calls itself: what browsers say without being asked for it is the same for all. */
function cardOf(gl: WebGL2RenderingContext): string {
  const more = gl.getExtension("WEBGL_debug_renderer_info");
  return String(gl.getParameter(more ? more.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

export class GlSurface implements Surface {
  private readonly gl: WebGL2RenderingContext;
  private readonly nodes: Batch;
  private readonly edges: Batch;
  private look: Look | null = null;
  private slots = new Int32Array(0);
  private lines = new Int32Array(0);
  private fence: WebGLSync | null = null;
  readonly isQuick: boolean;

  constructor(private readonly canvas: HTMLCanvasElement) {
    const gl = canvas.getContext("webgl2", { antialias: false, depth: false, stencil: false, alpha: true });
    if (gl === null) throw new Error("no WebGL");
    this.gl = gl;
    this.isQuick = !SOFTWARE.test(cardOf(gl));
    gl.disable(gl.DEPTH_TEST);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    this.edges = new Batch(gl, [EDGE_VERTEX, EDGE_FRAGMENT], BAND, EDGE_FIELDS);
    this.nodes = new Batch(gl, [NODE_VERTEX, NODE_FRAGMENT], SQUARE, NODE_FIELDS);
  }

  load(look: Look, without: ReadonlySet<number>): void {
    this.look = look;
    const { model } = look;
    const order = drawOrder(look, without);
    this.slots = new Int32Array(model.nodes.length).fill(-1);
    this.lines = new Int32Array(model.edges.length).fill(-1);
    const { nodes, edges } = this;
    nodes.reserve(order.nodes.length);
    edges.reserve(order.edges.length);
    order.nodes.forEach((i, k) => {
      const { x, y, size, shape } = model.nodes[i];
      const { fill, ring, ringWidth, dashes, outer } = look.node(i);
      const at = k * WORDS;
      const { floats, words } = nodes;
      this.slots[i] = at;
      [floats[at], floats[at + 1], floats[at + 2]] = [x, y, size];
      words[at + 3] = packed(fill);
      words[at + 4] = packed(ring);
      floats[at + 5] = SHAPES.indexOf(shape);
      [floats[at + 6], floats[at + 7], floats[at + 8], floats[at + 9]] = [ringWidth, dashes[0] ?? 0, dashes[1] ?? 0, outer];
    });
    order.edges.forEach((e, k) => {
      const { colour, width, dashes } = look.edge(e);
      const at = k * WORDS;
      this.lines[e] = at;
      this.place(e);
      edges.words[at + 4] = packed(colour);
      edges.floats[at + 5] = width;
      edges.floats.set(dashEnds(dashes), at + 6);
    });
  }

  private place(e: number): void {
    const { source, target } = this.look!.model.edges[e];
    const { nodes } = this.look!.model;
    const [at, { floats }] = [this.lines[e], this.edges];
    if (at < 0) return;
    [floats[at], floats[at + 1]] = [nodes[source].x, nodes[source].y];
    [floats[at + 2], floats[at + 3]] = [nodes[target].x, nodes[target].y];
  }

  moved(nodes: readonly number[]): void {
    const { model } = this.look!;
    for (const i of nodes) {
      const at = this.slots[i];
      if (at >= 0) [this.nodes.floats[at], this.nodes.floats[at + 1]] = [model.nodes[i].x, model.nodes[i].y];
      for (const e of model.edgesOf(i)) this.place(e);
    }
    this.nodes.isNew = this.edges.isNew = true;
  }

  draw(view: Transform, width: number, height: number, ratio: number): void {
    const { gl, canvas, look } = this;
    if (look === null || gl.isContextLost()) return;
    const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== wide || canvas.height !== high) [canvas.width, canvas.height] = [wide, high];
    gl.viewport(0, 0, wide, high);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    for (const batch of [this.edges, this.nodes]) {
      gl.useProgram(batch.program);
      gl.uniform3f(batch.uniform("u_view"), view.ox, view.oy, view.scale);
      gl.uniform2f(batch.uniform("u_size"), width, height);
      gl.uniform1f(batch.uniform("u_radius"), view.radius);
      gl.uniform1f(batch.uniform("u_pixels"), ratio);
      gl.uniform3fv(batch.uniform("u_paper"), parseColour(look.theme.paper).map((v) => v / 255));
      gl.uniform3fv(batch.uniform("u_ink"), parseColour(look.theme.ink).map((v) => v / 255));
      batch.draw();
    }
    if (this.fence !== null) gl.deleteSync(this.fence);
    this.fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    gl.flush();
  }

  get isReady(): boolean {
    if (this.fence === null || this.gl.isContextLost()) return true;
    return this.gl.getSyncParameter(this.fence, this.gl.SYNC_STATUS) === this.gl.SIGNALED;
  }

  dispose(): void {
    this.gl.getExtension("WEBGL_lose_context")?.loseContext();
  }
}
