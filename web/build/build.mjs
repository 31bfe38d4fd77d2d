// Builds everything that the server serves into the folder given: pages, SDK and bar.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "vite";

const root = resolve(import.meta.dirname, "..");
const out = resolve(process.argv[2] ?? resolve(root, "../src/callseat/web"));
const at = (path) => resolve(root, path);
const common = { logLevel: "warn", publicDir: false };
const target = ["es2022"];

rmSync(out, { recursive: true, force: true });

// The pages share what they have in common; whatever has a hash in its name is kept by browsers.
await build({
  ...common,
  build: {
    target,
    outDir: out,
    emptyOutDir: false,
    license: { fileName: "assets/licenses.md" },
    rolldownOptions: {
      input: ["ui", "desktop", "wallboard", "admin"].map((one) => at(`${one}/index.html`)),
    },
  },
});

// What other sites embed has names that stay: the bar uses the SDK, the SDK loads the phone.
await build({
  ...common,
  define: { "process.env.NODE_ENV": '"production"', __VUE_OPTIONS_API__: "false" },
  resolve: { alias: [{ find: /^debug$/, replacement: at("sdk/src/phone/quiet.ts") }] },
  build: {
    target,
    outDir: out,
    emptyOutDir: false,
    license: { fileName: "sdk/licenses.md" },
    rolldownOptions: {
      preserveEntrySignatures: "strict",
      input: {
        "sdk/callseat": at("sdk/src/index.ts"),
        "sdk/phone": at("sdk/src/phone/index.ts"),
        "bar/callseat-bar": at("bar/src/index.ts"),
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "assets/[name]-[hash].js" },
    },
    modulePreload: false,
  },
});

// For pages without modules: one script, a global `Callseat`. It loads the same phone.
await build({
  ...common,
  build: {
    target,
    outDir: `${out}/sdk`,
    emptyOutDir: false,
    lib: {
      entry: at("sdk/src/index.ts"),
      name: "Callseat",
      formats: ["iife"],
      fileName: () => "callseat.global.js",
    },
  },
  resolve: {
    alias: [{ find: /^\.\/load-phone$/, replacement: at("sdk/src/load-phone.global.ts") }],
  },
});

const declarations = ["-p", "sdk", "--noEmit", "false", "--emitDeclarationOnly"];
execFileSync(
  process.execPath,
  [at("node_modules/typescript/bin/tsc"), ...declarations, "--outDir", `${out}/sdk/types`],
  { cwd: root, stdio: "inherit" },
);

// What is large is sent compressed, to browsers that take it: see src/callseat/wire/pages.py.
for (const name of readdirSync(out, { recursive: true }))
  if (/\.(js|css|svg)$/.test(name)) {
    const text = readFileSync(resolve(out, name));
    if (text.length < 1024) continue;
    writeFileSync(resolve(out, `${name}.br`), brotliCompressSync(text));
    writeFileSync(resolve(out, `${name}.gz`), gzipSync(text, { level: 9 }));
  }
