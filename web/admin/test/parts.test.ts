import { differences, Refusal } from "@callseat/ui";
import { describe, expect, it } from "vitest";
import en from "../src/messages/en";
import zh from "../src/messages/zh-CN";
import { told } from "../src/refusals";
import { bars, cell, headings } from "../src/report";
import { csv } from "../src/save";
import { hoursOf, read, withHours, written } from "../src/spans";
import { bars as waves } from "../src/wave";

const say =
  (messages: typeof en) =>
  (key: string, values: Record<string, unknown> = {}): string =>
    (messages.refusals[key.slice(9) as keyof typeof en.refusals] ?? key).replace(
      "{n}",
      String(values.n),
    );
const refusal = (errors: [string, string][], detail = "A parameter is not allowed."): Refusal =>
  new Refusal({
    ...{ status: 422, reason: "bad_parameter", detail, message_zh: "参数不合法。" },
    message_en: "A parameter is not allowed.",
    errors: errors.map(([where, message]) => ({ where, message, line: 0 })),
  });

describe("messages", () => {
  it("are the same in both languages", () => expect(differences(en, zh)).toEqual([]));
});

describe("refusals", () => {
  it("stand at their fields, in the chosen language", () => {
    const error = refusal([
      ["ring_time", "Input should be greater than or equal to 1"],
      ["skills.0.queue", "String should match pattern '^x$'"],
      ["other", "Field required"],
    ]);
    const found = told(error, ["ring_time", "skills"], "zh-CN", say(zh));
    expect(found.fields).toEqual({ ring_time: "不能小于 1。", skills: "格式不正确。" });
    expect(found.whole).toBe("服务器未接受，请检查标出的字段。 other: 此项必填。");
    expect(told(error, ["ring_time"], "en", say(en)).fields.ring_time).toBe("At least 1.");
  });

  it("find the field that a sentence is about", () => {
    const error = refusal([], "The queue a cannot overflow into itself.");
    const found = told(error, ["code", "overflow_queue"], "en", say(en));
    expect(found.fields).toEqual({ overflow_queue: "The queue a cannot overflow into itself." });
  });

  it("tell of the whole what is about no field", () => {
    const error = refusal([], "The group front is still used by users anna.");
    expect(told(error, [], "zh-CN", say(zh)).whole).toBe("参数不合法。 仍被 users anna 使用。");
    expect(told(refusal([]), [], "en", say(en)).whole).toBe("A parameter is not allowed.");
  });
});

describe("hours", () => {
  it("are read as people write them, and written back", () => {
    expect(read("9:00-12:00，13:30–18:00")).toEqual([
      ["09:00", "12:00"],
      ["13:30", "18:00"],
    ]);
    expect(read(" ")).toEqual([]);
    expect(written([["09:00", "12:00"]])).toBe("09:00-12:00");
    const week = withHours([{ day: 3, begin: "09:00", end: "18:00" }], 1, [["10:00", "11:00"]]);
    expect(week.map((one) => one.day)).toEqual([1, 3]);
    expect(hoursOf(withHours(week, 3, []), 3)).toEqual([]);
  });
});

describe("CSV", () => {
  it("keeps names from being formulas, and Chinese readable", () => {
    const text = csv(
      ["name", "at"],
      [
        { name: '=1+"x"', at: 5 },
        { name: "王, 芳", at: null },
      ],
    );
    expect(text.startsWith("\ufeffname,at")).toBe(true);
    expect(text).toContain(`"'=1+""x"""`);
    expect(text).toContain('"王, 芳",');
  });
});

describe("reports", () => {
  it("write cells, and name who has no name", () => {
    const line = {
      name: "",
      user: "anna",
      talk_ms: 61_000,
      occupancy: 0.5,
      from: "2026-11-25T08:00",
    };
    expect(cell("seats", line, "name")).toBe("anna");
    expect(cell("seats", line, "talk_ms")).toBe("1:01");
    expect(cell("seats", line, "occupancy")).toBe("50.0 %");
    expect(cell("seats", line, "from")).toBe("2026-11-25 08:00");
    expect(cell("flows", { branches: { next: 12, hung_up: 1 } }, "branches")).toBe(
      "next 12, hung_up 1",
    );
    expect(cell("seats", {}, "occupancy")).toBe("–");
  });

  it("have the server's headings in both languages", () => {
    const schema = { properties: { offered: { description: "Offered 分配" } } } as never;
    expect(headings(schema, "en")).toEqual({ offered: "Offered" });
    expect(headings(schema, "zh-CN")).toEqual({ offered: "分配" });
  });

  it("draw hours, and say when a piece begins if there are several", () => {
    const lines = [
      { user: "a", from: "2026-11-25T08:00", talk_ms: 3_600_000 },
      { user: "a", from: "2026-11-25T09:00", talk_ms: 0 },
    ];
    const { labels, series } = bars("seats", lines);
    expect(labels[0]).toBe("11-25 08:00 a");
    expect(series[0]).toMatchObject({ name: "talk_ms", values: [1, 0] });
  });
});

describe("waves", () => {
  it("show the loudest of each stretch, and never less than a line", () => {
    const found = waves([0, 0, 0.25, 0], 6, 100);
    expect(found).toEqual([
      { x: 0, size: 1 },
      { x: 3, size: 45 },
    ]);
  });
});
