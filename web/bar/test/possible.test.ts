// What the bar lets one do, against what the server's own code answers (tests/domain/test_possible.py).
import { expect, test } from "vitest";
import type { SeatEvent } from "@callseat/sdk";
import { done, type Facts, follow, nothing } from "../src/model";
import { hindrance } from "../src/possible";
import table from "./refusals.json";

type Heard = { did?: string; params?: unknown[]; name?: string };

function played(heard: Heard[]): Facts {
  const facts = nothing();
  for (const one of heard) {
    if (one.did) done(facts, one.did, one.params);
    else follow(facts, one as unknown as SeatEvent);
  }
  return facts;
}

test.each(Object.entries(table))("%s", (_, { heard, refusals }) => {
  const facts = played(heard as Heard[]);
  const mine = Object.keys(refusals).map((command) => [command, hindrance(command, facts)]);
  const theirs = Object.entries(refusals).map(([command, reason]) => [
    command,
    reason === "not_permitted" ? mine.find(([one]) => one === command)?.[1] : reason,
  ]);
  expect(mine).toEqual(theirs);
});

test("what was never permitted is not offered again, and nothing is without a connection", () => {
  const facts = played(table.idle.heard as Heard[]);
  facts.forbidden.push("forceIdle");
  expect(hindrance("forceIdle", facts)).toBe("not_permitted");
  facts.online = false;
  expect(hindrance("callOut", facts)).toBe("offline");
});
