// Colours as [r, g, b]; everything is mixed with the background so that no transparency adds up.

export type Rgb = [number, number, number];

export function parseColour(text: string): Rgb {
  const hex = /^#([0-9a-f]{6})/i.exec(text);
  if (hex) {
    const value = parseInt(hex[1], 16);
    return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
  }
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])/i.exec(text);
  if (short) return [1, 2, 3].map((i) => parseInt(short[i] + short[i], 16)) as Rgb;
  const parts = /^rgba?\(([^)]+)\)/i.exec(text);
  if (parts) {
    const numbers = parts[1].split(/[\s,/]+/).map(Number);
    if (numbers.length >= 3 && numbers.every(Number.isFinite)) return numbers.slice(0, 3) as Rgb;
  }
  return [128, 128, 128];
}

const mixed = new Map<string, Map<string, Map<number, string>>>();

/** The colour `share` of the way from `from` to `to`, as #rrggbb. */
export function mix(from: string, to: string, share: number): string {
  // Asked for each node and line: maps in maps, so that no key has to be put together.
  let near = mixed.get(from);
  if (near === undefined) mixed.set(from, (near = new Map()));
  let known = near.get(to);
  if (known === undefined) near.set(to, (known = new Map()));
  let found = known.get(share);
  if (found === undefined) {
    const a = parseColour(from);
    const b = parseColour(to);
    found = "#" + a.map((v, i) => Math.round(v + (b[i] - v) * share).toString(16).padStart(2, "0")).join("");
    known.set(share, found);
  }
  return found;
}

const words = new Map<string, number>();

/** A colour as the four bytes of a word, red first. */
export function packed(colour: string): number {
  let found = words.get(colour);
  if (found === undefined) {
    const [r, g, b] = parseColour(colour);
    found = ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    words.set(colour, found);
  }
  return found;
}

export function isDark(colour: string): boolean {
  const [r, g, b] = parseColour(colour);
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}
