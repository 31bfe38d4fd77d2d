// Both languages say the same things.
import { expect, test } from "vitest";
import { differences } from "../src/differences";
import en from "../src/messages/en";
import zh from "../src/messages/zh-CN";

test("both languages have the same keys", () => {
  expect(differences(en, zh)).toEqual([]);
});

test("a key that is missing in either is told", () => {
  expect(differences({ a: { b: "x", c: "y" } }, { a: { b: "x" }, d: "z" })).toEqual(["a.c", "d"]);
});
