import type { OnStatus, SeatEvent } from "@callseat/sdk";
import { describe, expect, it } from "vitest";
import { chosen, counts, type SeatFacts, type View, Wall } from "../src/wall";

let seq = 0;
function status(user: string, now: number, more: Partial<OnStatus> = {}): SeatEvent {
  const fixed = { previous: "1", previousSeconds: 0, mode: "manual", pending: "", cause: "" };
  const at = { targetUserName: user, status: String(now), statustime: "0", since: 1000 };
  return { name: "onStatus", seq: ++seq, ...at, ...fixed, ...more };
}
function facts(user: string, more: Partial<SeatFacts> = {}): SeatFacts {
  const fixed = { status: 0, since: 0, pending: null, cause: "" };
  return {
    user,
    name: user.toUpperCase(),
    extension: "10" + user,
    group: "front",
    ...fixed,
    ...more,
  };
}
const EVERYBODY: View = { groups: [], statuses: [], search: "", order: "name", absent: true };

describe("Wall", () => {
  it("tells each change once, and the last of several in one batch", () => {
    const wall = new Wall();
    wall.hear(status("a", 1));
    wall.hear(status("a", 5, { since: 2000 }));
    wall.hear(status("b", 2));
    expect([...wall.take()].sort()).toEqual(["a", "b"]);
    expect(wall.seats.get("a")).toMatchObject({ status: 5, since: 2000 });
    expect(wall.take().size).toBe(0);
    expect(wall.heard).toBe(3);
  });

  it("keeps what the feed told when the names come later", () => {
    const wall = new Wall();
    wall.hear(status("a", 5));
    expect(wall.hasStrangers).toBe(true);
    wall.describe([facts("a", { status: 1 }), facts("b", { status: 4 })]);
    expect(wall.hasStrangers).toBe(false);
    expect(wall.seats.get("a")).toMatchObject({ name: "A", group: "front", status: 5 });
    expect(wall.seats.get("b")).toMatchObject({ status: 4 });
  });

  it("forgets who is out of scope, and everybody when a new picture begins", () => {
    const wall = new Wall();
    wall.describe([facts("a"), facts("b")]);
    wall.take();
    wall.hear({ name: "onUnwatch", seq: 1, targetUserName: "a" });
    expect([...wall.seats.keys()]).toEqual(["b"]);
    wall.hear({ name: "onWatch", seq: 2, seats: 1 });
    wall.hear(status("c", 1));
    expect([...wall.seats.keys()]).toEqual(["c"]);
    expect([...wall.take()].sort()).toEqual(["a", "b", "c"]);
  });

  it("without a feed forgets who is not in the list any more", () => {
    const wall = new Wall();
    wall.describe([facts("a"), facts("b", { status: 1 })]);
    wall.hear(status("c", 1));
    wall.describe([facts("b", { status: 5 })]);
    expect([...wall.seats.keys()].sort()).toEqual(["b", "c"]);
    expect(wall.seats.get("b")).toMatchObject({ status: 5 });
  });

  it("counts seats by status", () => {
    const wall = new Wall();
    wall.describe([facts("a", { status: 5 }), facts("b", { status: 5 }), facts("c")]);
    const found = counts(wall.seats.values());
    expect([found[0], found[5], found.length]).toEqual([1, 2, 12]);
  });
});

describe("chosen", () => {
  const seats = [
    facts("c", { group: "back", status: 1, since: 5 }),
    facts("a", { status: 5, since: 9 }),
    facts("b", { status: 5, since: 3 }),
  ];
  const users = (view: Partial<View>): string =>
    chosen(seats, { ...EVERYBODY, ...view })
      .map((one) => one.user)
      .join("");

  it("orders, by user where equal", () => {
    expect(users({})).toBe("abc");
    expect(users({ order: "longest" })).toBe("bca");
    expect(users({ order: "status" })).toBe("bac");
  });

  it("filters by group, status and text", () => {
    expect(users({ groups: ["front"] })).toBe("ab");
    expect(users({ statuses: [1] })).toBe("c");
    expect(users({ search: " 10B" })).toBe("b");
    expect(users({ groups: ["back"], search: "a" })).toBe("");
  });

  it("leaves out the absent unless they are asked for", () => {
    const view = { ...EVERYBODY, absent: false };
    expect(chosen([facts("z")], view)).toEqual([]);
    expect(chosen([facts("z")], { ...view, statuses: [0] })).toHaveLength(1);
  });
});
