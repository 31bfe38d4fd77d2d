// The bar with SDK and phone must stay light: it is loaded into other people's pages.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";

// Bytes, as they are sent: brotli (RFC 7932), which browsers take wherever they give a microphone.
const MOST = 90 * 1024;
const out = resolve(process.argv[2] ?? resolve(import.meta.dirname, "../../src/callseat/web"));
const seen = new Map();

/** The file with all that it imports, at once or later. */
function weigh(path) {
  if (seen.has(path)) return;
  const text = readFileSync(path, "utf8");
  seen.set(path, brotliCompressSync(text).length);
  for (const [, name] of text.matchAll(/(?:from|import)\s*\(?\s*["'`](\.{1,2}\/[^"'`]+\.js)["'`]/g))
    weigh(resolve(dirname(path), name));
}

for (const entry of ["bar/callseat-bar.js", "sdk/callseat.js", "sdk/phone.js"])
  weigh(resolve(out, entry));
const total = [...seen.values()].reduce((sum, size) => sum + size, 0);
for (const [path, size] of seen) console.log(`  ${path.slice(out.length + 1)}: ${size} bytes`);
console.log(`bar, SDK and phone: ${total} bytes compressed, ${MOST} at most`);
process.exit(total > MOST ? 1 : 0);
