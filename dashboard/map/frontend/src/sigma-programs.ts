// WebGL programs for sigma: nodes in five shapes with rings, edges with dashes. Lengths are CSS pixels.
import { EdgeProgram, NodeProgram, type ProgramInfo } from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";
import { parseColour } from "./colour";
import type { EdgeLook, NodeLook } from "./look";
import { SHAPES } from "./shapes";
import type { Shape, Theme } from "./types";

export interface NodeData extends NodeDisplayData {
  shape: Shape;
  look: NodeLook;
}
export interface EdgeData extends EdgeDisplayData {
  look: EdgeLook;
}

// Numbers instead of gl.FLOAT: the constants are fixed by the WebGL standard and exist without a context.
const FLOAT = 0x1406;
const UNSIGNED_BYTE = 0x1401;
const TRIANGLES = 4;
const UNIFORMS = ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_pixelRatio"] as const;
const NODE_UNIFORMS = [...UNIFORMS, "u_paper", "u_ink"] as const;

// One CSS pixel is two correction ratios in sigma's framed graph.
const NODE_VERTEX = /* glsl */ `
attribute vec2 a_position;
attribute float a_size;
attribute vec4 a_fill;
attribute vec4 a_ring;
attribute vec4 a_id;
attribute float a_shape;
attribute float a_ringWidth;
attribute vec2 a_dash;
attribute float a_outer;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_fill;
varying vec4 v_ring;
varying vec2 v_point;
varying vec4 v_sides;
varying vec4 v_form;
varying vec4 v_style;
void main() {
  float radius = a_size / u_sizeRatio;
  // As small as the shape allows: software WebGL pays for every pixel of the square.
  float reach = radius * 1.46 + (a_outer > 0.0 ? a_outer + 4.0 : 2.0);
  #ifdef PICKING_MODE
  reach = max(reach, 7.0);
  v_fill = a_id;
  #else
  v_fill = a_fill;
  #endif
  v_ring = a_ring;
  v_point = a_corner * reach;
  gl_Position = vec4((u_matrix * vec3(a_position + v_point * 2.0 * u_correctionRatio, 1.0)).xy, 0.0, 1.0);
  // Normals of two sides in the right half, the way from the centre to a side, whether top mirrors bottom, and
  // whether the pentagon has its third kind of side.
  float mirrored = 1.0;
  float inner = 0.886;
  float third = 0.0;
  v_sides = vec4(1.0, 0.0, 0.0, 1.0);
  if (a_shape > 3.5) { v_sides = vec4(1.0, 0.0, 0.7071, 0.7071); inner = 0.906; mirrored = 0.0; third = 1.0; }
  else if (a_shape > 2.5) { v_sides = vec4(0.866, 0.5, 0.0, -1.0); inner = 0.722; mirrored = 0.0; }
  else if (a_shape > 1.5) v_sides = vec4(0.7071, 0.7071, 0.7071, 0.7071);
  v_form = vec4(a_shape < 0.5 ? radius : inner * radius, mirrored, a_shape < 0.5 ? 1.0 : 0.0, third);
  v_style = vec4(a_ringWidth, a_outer, a_dash);
}`;

// No branch for each shape: a program that runs on the processor would take all of them.
const NODE_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_fill;
varying vec4 v_ring;
varying vec2 v_point;
varying vec4 v_sides;
varying vec4 v_form;
varying vec4 v_style;
uniform float u_pixelRatio;
uniform vec3 u_paper;
uniform vec3 u_ink;
float below(float d, float limit) { return clamp((limit - d) * u_pixelRatio + 0.5, 0.0, 1.0); }
void main() {
  // The pentagon points to the right: turned upright it is like the others.
  vec2 q = mix(v_point, v_point.yx, v_form.w);
  vec2 p = vec2(abs(q.x), mix(q.y, abs(q.y), v_form.y));
  float away = length(v_point);
  float sides = max(max(dot(v_sides.xy, p), dot(v_sides.zw, p)), -p.y * v_form.w);
  float d = mix(sides, away, v_form.z) - v_form.x;
  #ifdef PICKING_MODE
  // Small nodes get a target of at least five pixels around the centre.
  gl_FragColor = min(d, away - 5.0) < 1.5 ? vec4(v_fill.rgb, 1.0) : vec4(0.0);
  #else
  float outer = v_style.y;
  float gap = outer > 0.0 ? 2.0 : 0.0;
  float ring = 1.0 - below(d, -v_style.x);
  if (v_style.w > 0.0) {
    float dashes = max(5.0, floor(6.2831853 * v_form.x / (v_style.z + v_style.w)));
    float phase = fract(atan(v_point.y, v_point.x) / 6.2831853 * dashes);
    float drawn = v_style.z / (v_style.z + v_style.w);
    ring *= smoothstep(0.0, 0.08, phase) * (1.0 - smoothstep(drawn, drawn + 0.08, phase));
  }
  vec3 colour = mix(u_paper, u_ink, outer > 0.0 ? below(d, gap + outer) * (1.0 - below(d, gap)) : 0.0);
  colour = mix(colour, mix(v_fill.rgb, v_ring.rgb, ring), below(d, 0.0));
  gl_FragColor = vec4(colour, 1.0) * below(d, gap + outer + min(1.2, v_form.x * 0.25));
  #endif
}`;

export function nodeProgram(theme: () => Theme) {
  return class extends NodeProgram<(typeof NODE_UNIFORMS)[number]> {
    getDefinition() {
      return {
        VERTICES: 6,
        VERTEX_SHADER_SOURCE: NODE_VERTEX,
        FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
        METHOD: TRIANGLES,
        UNIFORMS: NODE_UNIFORMS,
        ATTRIBUTES: [
          { name: "a_position", size: 2, type: FLOAT },
          { name: "a_size", size: 1, type: FLOAT },
          { name: "a_fill", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_ring", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
          { name: "a_shape", size: 1, type: FLOAT },
          { name: "a_ringWidth", size: 1, type: FLOAT },
          { name: "a_dash", size: 2, type: FLOAT },
          { name: "a_outer", size: 1, type: FLOAT },
        ],
        CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
        CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [1, 1], [-1, 1], [-1, -1]],
      };
    }

    processVisibleItem(id: number, at: number, data: NodeDisplayData): void {
      const { x, y, size, shape, look } = data as NodeData;
      const [on = 0, off = 0] = look.dashes;
      const colours = [floatColor(look.fill), floatColor(look.ring), id];
      this.array.set([x, y, size, ...colours, SHAPES.indexOf(shape), look.ringWidth, on, off, look.outer], at);
    }

    setUniforms(params: RenderParams, { gl, uniformLocations: at }: ProgramInfo): void {
      const rgb = (colour: string) => parseColour(colour).map((v) => v / 255);
      gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
      gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
      gl.uniform1f(at.u_correctionRatio, params.correctionRatio);
      gl.uniform1f(at.u_pixelRatio, params.pixelRatio);
      gl.uniform3fv(at.u_paper, rgb(theme().paper));
      gl.uniform3fv(at.u_ink, rgb(theme().ink));
    }
  };
}

const EDGE_VERTEX = /* glsl */ `
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec4 a_color;
attribute float a_width;
attribute vec4 a_dashes;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying float v_across;
varying float v_along;
varying float v_half;
varying vec4 v_dashes;
void main() {
  float pixel = 2.0 * u_correctionRatio;
  vec2 line = a_end - a_start;
  float len = max(length(line), 1e-9);
  vec2 normal = vec2(-line.y, line.x) / len;
  v_half = 0.5 * a_width * clamp(1.0 / u_sizeRatio, 0.7, 2.0);
  v_across = a_corner.y * (v_half + 1.0);
  v_along = a_corner.x * len / pixel;
  v_color = a_color;
  v_dashes = a_dashes;
  vec2 position = a_start + line * a_corner.x + normal * v_across * pixel;
  gl_Position = vec4((u_matrix * vec3(position, 1.0)).xy, 0.0, 1.0);
}`;

const EDGE_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_across;
varying float v_along;
varying float v_half;
varying vec4 v_dashes;
void main() {
  float cover = clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0) * min(1.0, 2.0 * v_half);
  // Drawn, left out, drawn, left out, each up to where it ends.
  if (v_dashes.w > 0.0) {
    float at = mod(v_along, v_dashes.w);
    cover *= max(step(at, v_dashes.x), step(v_dashes.y, at) * step(at, v_dashes.z));
  }
  gl_FragColor = vec4(v_color.rgb, 1.0) * cover;
}`;

/** Where each part of a pattern of two dashes ends; a shorter pattern comes twice, a whole line has only noughts. */
function ends(dashes: number[]): [number, number, number, number] {
  if (dashes.length === 0) return [0, 0, 0, 0];
  const [a, b, c = a, d = b] = dashes;
  return [a, a + b, a + b + c, a + b + c + d];
}

export class LineProgram extends EdgeProgram<(typeof UNIFORMS)[number]> {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: EDGE_VERTEX,
      FRAGMENT_SHADER_SOURCE: EDGE_FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS,
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT },
        { name: "a_end", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_width", size: 1, type: FLOAT },
        { name: "a_dashes", size: 4, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  processVisibleItem(_: number, at: number, from: NodeDisplayData, to: NodeDisplayData, data: EdgeDisplayData): void {
    const { look } = data as EdgeData;
    this.array.set([from.x, from.y, to.x, to.y, floatColor(look.colour), look.width, ...ends(look.dashes)], at);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations: at }: ProgramInfo): void {
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
    gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(at.u_correctionRatio, params.correctionRatio);
  }
}
