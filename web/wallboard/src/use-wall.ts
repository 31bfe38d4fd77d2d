// The wallboard's state for its parts: seats, lines, alarms, and the supervisor's own seat.
import { describe as phoneWords, type PhoneProblem, type SeatEvent } from "@callseat/sdk";
import { enter, type Me } from "@callseat/ui";
import { computed, onBeforeUnmount, reactive, ref, shallowRef } from "vue";
import { type Act, act, LISTENING, type Own } from "./acts";
import { type Alarm, alarms, type Limits, type LineNow, savedLimits, saveLimits } from "./alarms";
import * as bell from "./bell";
import { type CampaignNow, campaignsNow } from "./campaigns";
import { Desk, reasonOf, seatsNow } from "./desk";
import { type Day, levelOfAll, linesNow, today, waitingNow } from "./lines";
import { ServerClock } from "./server-clock";
import { type Counts, counts, type SeatNow, Wall } from "./wall";

const DRAWN_EVERY = 100; // milliseconds at least between two drawings
const LINES_EVERY = 2000;
const DAY_EVERY = 30_000;
const CAMPAIGNS_EVERY = 10_000;
const PHONE = "callseat:wall:phone";

type Drawing = (changed: ReadonlySet<string>, now: number) => void;

export type WallState = ReturnType<typeof useWall>;

// One place that holds what all parts of the page look at.
// eslint-disable-next-line max-lines-per-function
export function useWall() {
  const wall = new Wall();
  const time = new ServerClock();
  const desk = new Desk({ hear, describe, online, over });
  const now = ref(Date.now());
  const count = shallowRef<Counts>([]);
  const lines = shallowRef<LineNow[]>([]);
  const day = shallowRef<Day>(new Map());
  const campaigns = shallowRef<CampaignNow[]>([]);
  const ringing = shallowRef<Alarm[]>([]);
  const groups = shallowRef<string[]>([]);
  const limits = reactive(savedLimits(localStorage));
  const own = reactive<Own>({ user: "", online: false, seated: false, status: 0, target: "" });
  const ended = ref("");
  const phone = ref(localStorage.getItem(PHONE) === "1");
  const phoneProblem = ref<PhoneProblem | "">("");
  const drawings = new Set<Drawing>();
  const timers: ReturnType<typeof setTimeout>[] = [];
  let closed = false;
  let drawnAt = 0;
  let planned = false;

  function hear(event: SeatEvent): void {
    if (event.name === "onStatus") {
      time.hear(event);
      if (event.targetUserName === own.user) ownStatus(Number(event.status));
    }
    wall.hear(event);
    if (wall.unread) plan();
  }

  function ownStatus(status: number): void {
    const was = own.status;
    own.status = status;
    // From a talk of one's own nobody is listened to; dialling is the way there.
    if (was !== status && [0, 1, 4, 8, 10, 11].includes(status)) own.target = "";
  }

  function describe(list: Parameters<Wall["describe"]>[0]): void {
    wall.describe(list);
    groups.value = [...new Set([...wall.seats.values()].map((one) => one.group))].sort();
    plan();
  }

  function online(there: boolean): void {
    own.online = there;
  }

  function over(reason: string): void {
    own.online = false;
    ended.value = reason;
  }

  /** Draw in the next frame, but not more often than anybody sees. */
  function plan(): void {
    if (planned) return;
    planned = true;
    const wait = Math.max(0, drawnAt + DRAWN_EVERY - performance.now());
    setTimeout(() => requestAnimationFrame(draw), wait);
  }

  function draw(): void {
    planned = false;
    drawnAt = performance.now();
    const changed = wall.take();
    count.value = counts(wall.seats.values());
    for (const drawing of drawings) drawing(changed, time.now());
  }

  /** The one timer of all clocks. */
  function tick(): void {
    now.value = time.now();
    const found = crossing();
    const known = new Set(ringing.value.map((one) => one.key));
    if (limits.sound && found.some((one) => !known.has(one.key))) bell.ring();
    ringing.value = found;
    if (wall.hasStrangers) void seatsNow().then(describe, () => undefined);
    repeat(tick, 1000 - (now.value % 1000));
  }

  function crossing(): Alarm[] {
    return alarms(limits, lines.value, wall.seats.values(), time.now(), campaigns.value);
  }

  function repeat(task: () => void, after: number): void {
    if (!closed) timers.push(setTimeout(task, after));
    if (timers.length > 50) timers.splice(0, 25);
  }

  async function follow(): Promise<void> {
    const waiting = await waitingNow().catch(() => null);
    if (waiting) lines.value = linesNow(waiting, day.value);
    repeat(() => void follow(), LINES_EVERY);
  }

  async function followDay(): Promise<void> {
    day.value = await today().catch(() => day.value);
    repeat(() => void followDay(), DAY_EVERY);
  }

  async function followCampaigns(): Promise<void> {
    campaigns.value = await campaignsNow().catch(() => campaigns.value);
    repeat(() => void followCampaigns(), CAMPAIGNS_EVERY);
  }

  async function open(): Promise<Me> {
    const account = await enter();
    own.user = account.user;
    own.seated = account.extension !== "";
    tick();
    void followDay().then(follow);
    void followCampaigns();
    await connect(account);
    return account;
  }

  async function connect(account: Me): Promise<void> {
    try {
      await desk.open(account, phone.value);
      own.seated = desk.seat !== undefined;
      if (desk.seat) {
        desk.seat.onPhone = (state) => (phoneProblem.value = state.problem);
        phoneProblem.value = desk.seat.phone.problem;
      }
    } catch (error) {
      ended.value = reasonOf(error);
    }
  }

  async function give(which: Act, seat: SeatNow): Promise<string> {
    if (!desk.seat) return "no_seat";
    try {
      await act(desk.seat, which, seat);
      if ((LISTENING as readonly string[]).includes(which)) own.target = seat.user;
      return "";
    } catch (error) {
      return reasonOf(error);
    }
  }

  async function hangUp(): Promise<void> {
    await desk.seat?.hangUp().catch(() => undefined);
  }

  function usePhone(on: boolean): void {
    localStorage.setItem(PHONE, on ? "1" : "0");
    location.reload();
  }

  function limit(changed: Limits): void {
    Object.assign(limits, changed);
    saveLimits(localStorage, limits);
    if (limits.sound) bell.ready();
    ringing.value = crossing();
  }

  /** Whoever draws seats by hand; returns how to end it. */
  function onDraw(drawing: Drawing): () => void {
    drawings.add(drawing);
    return () => drawings.delete(drawing);
  }

  function close(): void {
    closed = true;
    timers.forEach(clearTimeout);
    desk.close();
  }

  onBeforeUnmount(close);
  addEventListener("pagehide", close);

  return {
    ...{
      wall,
      time,
      own,
      now,
      count,
      lines,
      day,
      campaigns,
      groups,
      limits,
      ended,
      phone,
      phoneProblem,
    },
    ...{ open, give, hangUp, usePhone, limit, onDraw, close, phoneWords },
    alarms: ringing,
    level: computed(() => levelOfAll(day.value)),
  };
}
