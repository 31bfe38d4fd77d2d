import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Api, type Description } from "../src/api";
import { begin, changes, fieldsOf } from "../src/fields";
import en from "../src/messages/en";
import zh from "../src/messages/zh-CN";
import { SECTIONS, THINGS } from "../src/things";
import { extrasOf } from "../src/extras";

const file = new URL("../../../schema/openapi.json", import.meta.url);
const api = new Api(JSON.parse(readFileSync(file, "utf8")) as Description);
const forms = THINGS.flatMap((thing) => [
  ...[thing.create, thing.change].filter((one) => one !== undefined),
  ...extrasOf(thing.key)
    .filter((one) => one.kind === "form")
    .map((one) => one.operation),
]);

describe("forms", () => {
  it("are of operations that there are, and every member has its words", () => {
    for (const form of forms) {
      const fields = fieldsOf(api, api.body(form));
      expect(fields.length, form).toBeGreaterThan(0);
      for (const { name, choices } of fields) {
        expect(en.fields, form).toHaveProperty(name);
        for (const one of choices) expect(en.choices, `${form} ${name}`).toHaveProperty(one);
      }
    }
  });

  it("have the kind of input that their schema asks for", () => {
    const kinds = Object.fromEntries(
      fieldsOf(api, api.body("createUser"), "user").map((one) => [one.name, one]),
    );
    expect(Object.keys(kinds).slice(0, 2)).toEqual(["user", "name"]);
    expect(kinds.user).toMatchObject({ required: true, kind: "text" });
    expect(kinds.role).toMatchObject({ kind: "choice", first: "agent" });
    expect(kinds.reach).toMatchObject({ kind: "choice", optional: true, first: null });
    expect(kinds.supervises).toMatchObject({ kind: "references", first: [] });
    expect(kinds.callers?.kind).toBe("list");
    const queue = fieldsOf(api, api.body("changeQueue"));
    expect(queue.find((one) => one.name === "ring_time")).toMatchObject({ least: 1, most: 300 });
  });

  it("send what changed alone, and no secret that was left empty", () => {
    const fields = fieldsOf(api, api.body("changeTrunk"));
    const before = begin(fields, { host: "192.0.2.1", port: 5060, inbound_hosts: ["a"] });
    const after = { ...before, port: 5070, secret: "" };
    expect(changes(fields, after, before)).toEqual({ port: 5070 });
    expect(changes(fields, { ...after, secret: "s" }, before)).toEqual({ port: 5070, secret: "s" });
    const fresh = fieldsOf(api, api.body("createGroup"), "code");
    expect(changes(fresh, { ...begin(fresh), code: "front" })).toMatchObject({
      code: "front",
      rest_quota: -1,
    });
  });
});

describe("sections", () => {
  it("are of operations that there are, and are named", () => {
    for (const { title, items } of SECTIONS) {
      expect(zh.nav).toHaveProperty(title);
      for (const [key, operation] of items) {
        expect(api.operations.has(operation), operation).toBe(true);
        expect(zh.lead).toHaveProperty(key);
      }
    }
  });

  it("follow the role", () => {
    expect(api.may("listAudit", "administrator")).toBe(true);
    expect(api.may("listAudit", "supervisor")).toBe(false);
    expect(api.may("listUsers", "supervisor")).toBe(true);
    expect(api.may("nothing", "administrator")).toBe(false);
  });

  it("have a word for every column", () => {
    for (const one of THINGS.flatMap((thing) => thing.columns))
      expect(en.fields).toHaveProperty(one);
  });
});
