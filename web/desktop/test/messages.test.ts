import { expect, test } from "vitest";
import { differences } from "@callseat/ui/differences";
import { figuresOf, midnight } from "../src/figures";
import en from "../src/messages/en";
import zh from "../src/messages/zh-CN";

test("both languages have the same keys", () => {
  expect(differences(en, zh)).toEqual([]);
});

test("figures of the day, and of a day on which nothing happened yet", () => {
  const line = { handled: 3, missed: 1, refused: 1, talk_ms: 61_400 } as never;
  expect(figuresOf(line)).toMatchObject({ handled: 3, missed: 2, talk: 61, rest: 0 });
  expect(figuresOf(undefined).handled).toBe(0);
  expect(midnight(new Date(2026, 10, 25, 5, 20))).toBe(new Date(2026, 10, 25).getTime());
});
