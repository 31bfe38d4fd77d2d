import { expect, test } from "vitest";
import { differences } from "@callseat/ui/differences";
import { DIRECT, ROWS } from "../src/panels";
import en from "../src/words/en";
import zh from "../src/words/zh-CN";
import table from "./refusals.json";

test("both languages have the same keys", () => {
  expect(differences(en, zh)).toEqual([]);
});

test("every command of the server is in the bar", () => {
  const there = new Set([
    ...DIRECT,
    ...Object.values(ROWS).flatMap((rows) =>
      rows.flatMap((row) => row.buttons.map((button) => button.command)),
    ),
    "changeStatus", // the buttons of the status have the same effects: 4, 8, 10, 12
  ]);
  expect(Object.keys(table.idle.refusals).filter((one) => !there.has(one as never))).toEqual([]);
});

test("every button and every refusal has words", () => {
  const ids = Object.values(ROWS).flatMap((rows) => rows.flatMap((row) => row.buttons));
  for (const { id } of ids) expect(en.button).toHaveProperty(id);
  const reasons = Object.values(table).flatMap((one) => Object.values(one.refusals as object));
  for (const reason of new Set(reasons))
    if (reason) expect(en.why).toHaveProperty(reason as string);
});
