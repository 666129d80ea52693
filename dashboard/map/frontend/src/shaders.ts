// The programs that draw nodes in five shapes with rings, and lines with dashes. Lengths are CSS pixels, y downwards.

const VIEW = /* glsl */ `
attribute vec2 a_corner;
uniform vec3 u_view;
uniform vec2 u_size;
uniform float u_radius;
vec2 placed(vec2 at) { return at * u_view.z + u_view.xy; }
vec4 shown(vec2 at) { return vec4(at / u_size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0.0, 1.0); }
`;

export const NODE_VERTEX = /* glsl */ `${VIEW}
attribute vec3 a_spot;
attribute vec4 a_fill;
attribute vec4 a_ring;
attribute float a_shape;
attribute vec4 a_style;
varying vec4 v_fill;
varying vec4 v_ring;
varying vec2 v_point;
varying vec4 v_sides;
varying vec4 v_form;
varying vec4 v_style;
void main() {
  float radius = a_spot.z * u_radius;
  // As small as the shape allows: software WebGL pays for every pixel of the square.
  float reach = radius * 1.46 + (a_style.w > 0.0 ? a_style.w + 4.0 : 2.0);
  v_fill = a_fill;
  v_ring = a_ring;
  v_point = a_corner * reach;
  gl_Position = shown(placed(a_spot.xy) + v_point * vec2(1.0, -1.0));
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
  v_style = a_style;
}`;

// No branch for each shape: a program that runs on the processor would take all of them.
export const NODE_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_fill;
varying vec4 v_ring;
varying vec2 v_point;
varying vec4 v_sides;
varying vec4 v_form;
varying vec4 v_style;
uniform float u_pixels;
uniform vec3 u_paper;
uniform vec3 u_ink;
float below(float d, float limit) { return clamp((limit - d) * u_pixels + 0.5, 0.0, 1.0); }
void main() {
  // The pentagon points to the right: turned upright it is like the others.
  vec2 q = mix(v_point, v_point.yx, v_form.w);
  vec2 p = vec2(abs(q.x), mix(q.y, abs(q.y), v_form.y));
  float away = length(v_point);
  float sides = max(max(dot(v_sides.xy, p), dot(v_sides.zw, p)), -p.y * v_form.w);
  float d = mix(sides, away, v_form.z) - v_form.x;
  float outer = v_style.w;
  float gap = outer > 0.0 ? 2.0 : 0.0;
  float ring = 1.0 - below(d, -v_style.x);
  if (v_style.z > 0.0) {
    float dashes = max(5.0, floor(6.2831853 * v_form.x / (v_style.y + v_style.z)));
    float phase = fract(atan(v_point.y, v_point.x) / 6.2831853 * dashes);
    float drawn = v_style.y / (v_style.y + v_style.z);
    ring *= smoothstep(0.0, 0.08, phase) * (1.0 - smoothstep(drawn, drawn + 0.08, phase));
  }
  vec3 colour = mix(u_paper, u_ink, outer > 0.0 ? below(d, gap + outer) * (1.0 - below(d, gap)) : 0.0);
  colour = mix(colour, mix(v_fill.rgb, v_ring.rgb, ring), below(d, 0.0));
  gl_FragColor = vec4(colour, 1.0) * below(d, gap + outer + min(1.2, v_form.x * 0.25));
}`;

export const EDGE_VERTEX = /* glsl */ `${VIEW}
attribute vec4 a_ends;
attribute vec4 a_colour;
attribute float a_width;
attribute vec4 a_dashes;
varying vec4 v_colour;
varying float v_across;
varying float v_along;
varying float v_half;
varying vec4 v_dashes;
void main() {
  vec2 from = placed(a_ends.xy);
  vec2 line = placed(a_ends.zw) - from;
  float len = max(length(line), 1e-6);
  v_half = 0.5 * a_width * clamp(u_radius, 0.7, 2.0);
  v_across = a_corner.y * (v_half + 1.0);
  v_along = a_corner.x * len;
  v_colour = a_colour;
  v_dashes = a_dashes;
  gl_Position = shown(from + line * a_corner.x + vec2(-line.y, line.x) / len * v_across);
}`;

export const EDGE_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_colour;
varying float v_across;
varying float v_along;
varying float v_half;
varying vec4 v_dashes;
void main() {
  float cover = clamp(v_half + 0.5 - abs(v_across), 0.0, 1.0) * min(1.0, 2.0 * v_half);
  if (v_dashes.w > 0.0) {
    float at = mod(v_along, v_dashes.w);
    cover *= max(step(at, v_dashes.x), step(v_dashes.y, at) * step(at, v_dashes.z));
  }
  gl_FragColor = vec4(v_colour.rgb, 1.0) * cover;
}`;

/** Where each part of a pattern of two dashes ends; a shorter pattern comes twice, a whole line has only noughts. */
export function dashEnds(dashes: number[]): [number, number, number, number] {
  if (dashes.length === 0) return [0, 0, 0, 0];
  const [a, b, c = a, d = b] = dashes;
  return [a, a + b, a + b + c, a + b + c + d];
}
