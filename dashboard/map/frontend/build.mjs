// Writes map.js, style.css and the licence notices to ../bundle.
// The same sources and the same lock file give the same bytes on every machine.
import { readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const BUNDLED = { sigma: "LICENSE.txt", graphology: "LICENSE.txt", "graphology-utils": "LICENSE.txt", events: "LICENSE", cytoscape: "LICENSE" };
// What cytoscape carries inside its own file, by the notices of those projects.
const WITHIN_CYTOSCAPE = [
  "heap 0.2.7, Xueqiao Xu",
  "lodash 4.17, Copyright OpenJS Foundation and other contributors <https://openjsf.org/>, based on Underscore.js, Copyright Jeremy Ashkenas, DocumentCloud and Investigative Reporters & Editors",
  "Embeddable Minimum Strictly-Compliant Promises/A+ 1.1.1 Thenable, Copyright (c) 2013-2014 Ralf S. Engelschall",
  "Event object based on jQuery events, Copyright OpenJS Foundation and other contributors",
  "Bezier curve function generator, Copyright Gaetan Renaudeau",
  "Runge-Kutta spring physics function generator, adapted from Framer.js, Copyright Koen Bok",
];

await build({
  entryPoints: { map: "src/main.ts", style: "src/style.css" },
  outdir: "../bundle",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  // Streamlit takes a text of one line for the path of a file; the banner makes sure of a second line.
  banner: {
    js: "// Built from dashboard/map/frontend, see THIRD_PARTY_LICENSES.",
    css: "/* Built from dashboard/map/frontend. */",
  },
  // sigma reads these two globals while it loads; src/gl-globals.ts stands in where a browser has no WebGL.
  inject: ["src/gl-globals.ts"],
  define: {
    WebGLRenderingContext: "webGL1",
    WebGL2RenderingContext: "webGL2",
    "process.env.NODE_ENV": '"production"',
  },
  logLevel: "warning",
});

const rule = "-".repeat(80);
const notices = Object.entries(BUNDLED).map(([name, file]) => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"));
  const licence = readFileSync(`node_modules/${name}/${file}`, "utf8").replaceAll("\r\n", "\n").trim();
  return `${rule}\n${name} ${version}\n\n${licence}\n`;
});
writeFileSync(
  "../bundle/THIRD_PARTY_LICENSES",
  [
    "The file map.js in this folder contains these packages, each under the MIT License.\n",
    ...notices,
    `${rule}\nParts of other projects inside cytoscape, each under the MIT License as printed above:\n`,
    ...WITHIN_CYTOSCAPE.map((line) => `- ${line}`),
    "",
  ].join("\n"),
);
