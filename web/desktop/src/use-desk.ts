// The desk's state: the seat, colleagues, the calls to show, and what REST knows beside.
import { type Rejected, Seat } from "@callseat/sdk";
import { type Desk, deskOf, type Part } from "@callseat/bar";
import { day, enter, get, type Item, type Me, me, Refusal, sentenceOf, token } from "@callseat/ui";
import { computed, onBeforeUnmount, onMounted, ref, shallowRef, watch } from "vue";
import { type Figures, figuresOf, midnight } from "./figures";

const OFTEN = 30_000; // milliseconds between two looks at figures and call backs
const SETTLED = 1000; // milliseconds until a call that is over is in the records
const PHONE = "callseat:desk:phone";

export type Colleague = Item<"/colleagues">;
export type Earlier = Item<"/contacts/{contact_id}/earlier">;
export type Disposition = Item<"/projects/{number}/dispositions">;
export type DeskState = ReturnType<typeof useDesk>;

/** A call that came in or went out, kept on the screen until it is closed. */
export interface Pop {
  part: Part;
  over: boolean;
  earlier: Earlier[] | null;
  /** What may be said of it; empty where nothing is. */
  dispositions: Disposition[];
  /** The code of what was said, "" before. */
  said: string;
}

/** Somebody who was missed, or who left a message. */
export interface CallBack {
  key: string;
  kind: "missed" | "refused" | "voicemail";
  caller: string;
  at: number;
  seconds: number;
}

// One place that holds what all parts of the page look at.
// eslint-disable-next-line max-lines-per-function
export function useDesk(language: () => string) {
  const desk = shallowRef<Desk>();
  const problem = ref("");
  const phone = ref(localStorage.getItem(PHONE) !== "0");
  const colleagues = shallowRef<Colleague[]>([]);
  const figures = shallowRef<Figures | null>(null);
  const callBacks = shallowRef<CallBack[]>([]);
  const pop = ref<Pop | null>(null);
  const now = ref(Date.now());
  const facts = computed(() => desk.value?.facts);
  const timers: ReturnType<typeof setInterval>[] = [];

  onMounted(() => void open().catch(fail));
  onBeforeUnmount(() => {
    timers.forEach(clearInterval);
    desk.value?.seat.leave();
  });
  watch(() => facts.value?.parts.at(-1)?.callNo, newCall);
  watch(() => facts.value?.parts.length, endOfCall);

  function fail(error: unknown): void {
    problem.value = sentenceOf(error, language());
  }

  async function open(): Promise<void> {
    const account = await enter();
    timers.push(setInterval(() => (now.value = Date.now()), 500));
    if (account.extension) await connect(account);
    void look();
    timers.push(setInterval(() => void look(), OFTEN));
  }

  async function connect(account: Me): Promise<void> {
    const seat = new Seat({ user: account.user, token, phone: phone.value });
    const opened = deskOf(seat);
    seat.on("onLoginSuccess", ({ resumed }) => {
      if (!resumed) void seat.subscribeClientStatus("1").catch(fail);
    });
    for (const end of ["onOffTalk", "onRingEnd"] as const)
      seat.on(end, () => void setTimeout(() => void look(), SETTLED));
    desk.value = opened;
    await seat.open();
    await seat.subscribeClientStatus("1");
    colleagues.value = (await get("/colleagues")).items.filter((one) => one.user !== account.user);
  }

  /** Figures and call backs change with each call, and now and then. */
  async function look(): Promise<void> {
    const user = me.value?.user ?? "";
    try {
      const since = midnight();
      const from = day(since);
      const [report, parts, messages] = await Promise.all([
        get("/reports/seats", { query: { user, from, to: from, by: "all" } }),
        get("/parts", { query: { user, since, limit: 200 } }),
        get("/voicemail", { query: { unheard: true, limit: 50 } }),
      ]);
      figures.value = figuresOf(report.lines.find((line) => line.user === user));
      callBacks.value = toCallBack(parts.items, messages.items);
    } catch (error) {
      if (error instanceof Refusal) fail(error);
    }
  }

  function newCall(callNo: string | undefined): void {
    const part = facts.value?.parts.find((one) => one.callNo === callNo);
    if (!part || part.consults || pop.value?.part.contactId === part.contactId) return;
    pop.value = { part, over: false, earlier: null, dispositions: [], said: "" };
    void fill(pop.value);
  }

  /** What REST knows of a call; what it does not tell is left out. */
  async function fill(shown: Pop): Promise<void> {
    const { contactId, project } = shown.part;
    const nothing = { items: [] };
    const [earlier, dispositions] = await Promise.all([
      get("/contacts/{contact_id}/earlier", { path: { contact_id: contactId } }).catch(
        () => nothing,
      ),
      project
        ? get("/projects/{number}/dispositions", { path: { number: project } }).catch(() => nothing)
        : nothing,
    ]);
    Object.assign(shown, { earlier: earlier.items, dispositions: dispositions.items });
  }

  function endOfCall(): void {
    const shown = pop.value;
    if (!shown) return;
    shown.over = !facts.value?.parts.some((one) => one.contactId === shown.part.contactId);
  }

  async function give(command: string, ...params: unknown[]): Promise<boolean> {
    problem.value = "";
    try {
      await desk.value?.give(command, ...params);
      return true;
    } catch (error) {
      fail(error as Rejected);
      return false;
    }
  }

  /** The screen-pop is closed: the work on this call is done. */
  async function closePop(): Promise<void> {
    pop.value = null;
    await give("changeStatus", "12");
  }

  function usePhone(wanted: boolean): void {
    localStorage.setItem(PHONE, wanted ? "1" : "0");
    desk.value?.seat.leave();
    location.reload();
  }

  /** Before one leaves the page for good; not done while there is a call. */
  async function logOut(): Promise<boolean> {
    return !desk.value || desk.value.ended.value !== "" || give("logout");
  }

  return {
    desk,
    facts,
    problem,
    phone,
    colleagues,
    figures,
    callBacks,
    pop,
    now,
    give,
    closePop,
    usePhone,
    logOut,
    look,
  };
}

function toCallBack(parts: Item<"/parts">[], messages: Item<"/voicemail">[]): CallBack[] {
  const served = new Map<string, number>(); // by number, when it was last spoken with
  for (const part of parts)
    if (part.answered_at)
      for (const number of [part.caller, part.callee])
        served.set(number, Math.max(served.get(number) ?? 0, part.offered_at));
  const missed = parts.filter(
    ({ outcome, caller, offered_at }) =>
      (outcome === "missed" || outcome === "refused") &&
      caller !== "" &&
      (served.get(caller) ?? 0) < offered_at,
  );
  const newest = new Map<string, CallBack>();
  for (const { call_no: key, caller, offered_at: at, outcome } of missed)
    if (!newest.has(caller))
      newest.set(caller, { key, kind: outcome as "missed", caller, at, seconds: 0 });
  const left = messages.map(({ name: key, caller, at, duration_ms }): CallBack => {
    return { key, kind: "voicemail", caller, at, seconds: duration_ms / 1000 };
  });
  return [...newest.values(), ...left].sort((one, other) => other.at - one.at);
}
