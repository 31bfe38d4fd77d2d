import { describe, expect, it } from "vitest";
import { levelOfAll, linesNow, type QueueLine } from "../src/lines";

const line = (queue: string, more: Partial<QueueLine>): [string, QueueLine] => [
  queue,
  {
    queue,
    from: "",
    answered: 0,
    in_time: 0,
    abandoned: 0,
    waiting: 0,
    offered: 0,
    service_level: null,
    ...more,
  },
];

describe("lines", () => {
  it("have who waits longest first, with the day's figures", () => {
    const now = { name: "", waiting: 0, since: 0, staff: 0, ready: 0 };
    const day = new Map([line("b", { offered: 4, service_level: 0.5 })]);
    const found = linesNow(
      [
        { ...now, code: "c" },
        { ...now, code: "a", since: 9, name: "Sales" },
        { ...now, code: "b", since: 3 },
      ],
      day,
    );
    expect(found.map((one) => one.name)).toEqual(["b", "Sales", "c"]);
    expect(found[0]).toMatchObject({ offered: 4, serviceLevel: 0.5 });
    expect(found[2]).toMatchObject({ offered: 0, serviceLevel: null });
  });

  it("have one service level together, of waits that are over", () => {
    expect(levelOfAll(new Map())).toBeNull();
    const day = new Map([
      line("a", { offered: 10, in_time: 8, waiting: 2 }),
      line("b", { offered: 2, in_time: 0 }),
    ]);
    expect(levelOfAll(day)).toBe(0.8);
  });
});
