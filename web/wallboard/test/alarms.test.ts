import { Status } from "@callseat/sdk";
import { describe, expect, it } from "vitest";
import { campaignNow } from "../src/campaigns";
import { alarms, type LineNow, NO_LIMITS, savedLimits, saveLimits } from "../src/alarms";

const NOW = 1_000_000;
const LINE: LineNow = {
  code: "sales",
  name: "Sales",
  waiting: 3,
  since: NOW - 61_000,
  staff: 2,
  ready: 0,
  serviceLevel: 0.75,
  offered: 8,
  answered: 6,
  abandoned: 2,
};
const NONE = { ...NO_LIMITS, wait: null, capUsed: null };
const seat = (user: string, status: number, ago = 0) => ({
  ...{ user, name: "", extension: "", group: "", pending: null, cause: "" },
  status,
  since: NOW - ago * 1000,
});
const keys = (limits: Partial<typeof NO_LIMITS>, lines = [LINE], seats = [seat("a", 1)]) =>
  alarms({ ...NONE, ...limits }, lines, seats, NOW).map((one) => one.key);

describe("alarms", () => {
  it("are none without limits", () => expect(keys({})).toEqual([]));

  it("tell of a line that waits too long, is too long, or serves too few in time", () => {
    expect(keys({ wait: 60 })).toEqual(["wait:sales"]);
    expect(keys({ wait: 61 })).toEqual([]);
    expect(keys({ waiting: 2 })).toEqual(["waiting:sales"]);
    expect(keys({ waiting: 3 })).toEqual([]);
    expect(keys({ serviceLevel: 80 })).toEqual(["serviceLevel:sales"]);
    expect(keys({ serviceLevel: 75 })).toEqual([]);
    expect(keys({ serviceLevel: 80 }, [{ ...LINE, serviceLevel: null }])).toEqual([]);
    expect(keys({ wait: 0 }, [{ ...LINE, since: 0 }])).toEqual([]);
  });

  it("tell of seats that rest, talk or work too long", () => {
    const seats = [
      seat("a", Status.REST, 601),
      seat("b", Status.TALKING, 9),
      seat("c", Status.WORK),
    ];
    expect(keys({ rest: 600, talk: 8, work: 5 }, [], seats)).toEqual(["rest:a", "talk:b"]);
  });

  it("tell of too few idle seats, once somebody is there", () => {
    expect(keys({ idle: 1 }, [], [seat("a", Status.TALKING)])).toEqual(["idle:"]);
    expect(keys({ idle: 1 }, [], [seat("a", Status.IDLE)])).toEqual([]);
    expect(keys({ idle: 1 }, [], [seat("a", Status.OFFLINE)])).toEqual([]);
  });
});

describe("a campaign", () => {
  const line = {
    ...{ campaign: "a", attempts: 10, connected: 4, answered: 5 },
    ...{ answer_rate: 0.5, abandoned_share: 0.028, cap_used: 0.93 },
  };
  const thing = { code: "a", name: "", mode: "predictive", state: "running" };
  const counts = { waiting: 5, held: 1, dialling: 1, done: 3 };

  it("near its limit of abandoned calls is told", () => {
    const now = campaignNow(thing, counts, line);
    expect(now).toMatchObject({ name: "a", running: true, done: 3, all: 10, capUsed: 0.93 });
    const of = (capUsed: number | null) => alarms({ ...NONE, capUsed }, [], [], NOW, [now]);
    expect(of(90)).toMatchObject([{ key: "capUsed:a", value: 93 }]);
    expect(of(95)).toEqual([]);
    expect(of(null)).toEqual([]);
  });

  it("has no shares before anybody answered", () => {
    expect(campaignNow(thing, counts, { ...line, answered: 0, attempts: 0 })).toMatchObject({
      ...{ answerRate: null, abandoned: null, capUsed: null },
    });
    expect(campaignNow(thing)).toMatchObject({ all: 0, attempts: 0, capUsed: null });
  });
});

describe("limits", () => {
  it("are kept, and what cannot be read counts for nothing", () => {
    const kept = new Map<string, string>();
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    };
    expect(savedLimits(storage)).toEqual(NO_LIMITS);
    saveLimits(storage, { ...NO_LIMITS, rest: 300 });
    expect(savedLimits(storage).rest).toBe(300);
    expect(savedLimits({ getItem: () => "{" })).toEqual(NO_LIMITS);
  });
});
