import { expect, test } from "vitest";
import { sentenceOf } from "../src/refusal";
import { pageAfterLogin, pagesOf } from "../src/session";
import { clock, shortMoment } from "../src/time";

const agent = { role: "agent", extension: "1001" } as never;
const boss = { role: "supervisor", extension: "" } as never;

test("each role sees its pages, its own first", () => {
  expect(pagesOf(agent)).toEqual(["desk"]);
  expect(pagesOf(boss)).toEqual(["wall", "admin"]);
  expect(pagesOf({ role: "administrator", extension: "1000" } as never)).toEqual([
    "admin",
    "wall",
    "desk",
  ]);
});

test("the login leads where one wanted to go, if one may, and never to another site", () => {
  expect(pageAfterLogin(agent, "/desk")).toBe("/desk");
  expect(pageAfterLogin(agent, "/admin")).toBe("/desk");
  expect(pageAfterLogin(boss, "/admin")).toBe("/admin");
  expect(pageAfterLogin(boss, "//evil.example/")).toBe("/wall");
});

test("lengths and moments", () => {
  expect([clock(0), clock(247), clock(3847)]).toEqual(["0:00", "4:07", "1:04:07"]);
  const noon = new Date(2026, 10, 25, 12, 5).getTime();
  expect(shortMoment(noon, noon)).toBe("12:05");
  expect(shortMoment(noon - 86_400_000, noon)).toBe("11-24 12:05");
});

test("errors are sentences in the chosen language", () => {
  const refused = Object.assign(new Error("x"), { sentence: { en: "No.", zh: "不行。" } });
  expect([sentenceOf(refused, "en"), sentenceOf(refused, "zh-CN")]).toEqual(["No.", "不行。"]);
});
