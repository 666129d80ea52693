// Without WebGL some browsers remove the constructors too, and sigma would fail while the module loads.
// The stand-ins are never instantiated: main.ts asks for a context before it chooses sigma.
type Globals = Record<string, unknown>;

class Absent {}

export const webGL1 = (globalThis as unknown as Globals)["WebGLRendering" + "Context"] ?? Absent;
export const webGL2 = (globalThis as unknown as Globals)["WebGL2Rendering" + "Context"] ?? Absent;
