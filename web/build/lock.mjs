// Takes the addresses out of package-lock.json: npm needs none of them.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";

const path = resolve(import.meta.dirname, "../package-lock.json");
const lock = JSON.parse(readFileSync(path, "utf8"));
for (const one of Object.values(lock.packages)) {
  delete one.funding;
  if (one.resolved?.includes("://")) delete one.resolved;
}
writeFileSync(path, JSON.stringify(lock, null, 2) + "\n");
