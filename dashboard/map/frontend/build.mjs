// Writes map.js and style.css to ../bundle.
// The same sources and the same lock file give the same bytes on every machine.
import { build } from "esbuild";

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
    js: "// Built from dashboard/map/frontend, which holds no code of others.",
    css: "/* Built from dashboard/map/frontend. */",
  },
  logLevel: "warning",
});
