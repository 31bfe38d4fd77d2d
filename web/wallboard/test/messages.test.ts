import { differences } from "@callseat/ui";
import { describe, expect, it } from "vitest";
import { en, zh } from "../src/messages";

const places = (text: unknown): string =>
  JSON.stringify(text)
    .match(/\{\w+\}/g)
    ?.sort()
    .join() ?? "";

describe("messages", () => {
  it("are the same in both languages, with the same places to fill", () => {
    expect(differences(zh, en)).toEqual([]);
    expect(places(zh)).toBe(places(en));
  });
});
