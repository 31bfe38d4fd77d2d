// Campaigns at work: how far they are, and how close to the limit of abandoned calls.
import { all, rest } from "@callseat/ui";

interface Campaign {
  code: string;
  name: string;
  mode: string;
  state: string;
}

interface Counts {
  waiting: number;
  held: number;
  dialling: number;
  done: number;
}

interface CampaignLine {
  campaign: string;
  attempts: number;
  connected: number;
  answered: number;
  answer_rate: number | null;
  abandoned_share: number | null;
  cap_used: number | null;
}

export interface CampaignNow {
  code: string;
  name: string;
  mode: string;
  running: boolean;
  done: number;
  all: number;
  dialling: number;
  /** Of today. Shares are 0 to 1; null before the first answer. */
  attempts: number;
  connected: number;
  answerRate: number | null;
  abandoned: number | null;
  capUsed: number | null;
}

const SHOWN = new Set(["running", "paused"]);

/** Those that run or are paused, as they are now. */
export async function campaignsNow(): Promise<CampaignNow[]> {
  const there = (await all<Campaign>("campaigns")).filter((one) => SHOWN.has(one.state));
  if (!there.length) return [];
  const [report, counts] = await Promise.all([
    rest<{ lines: CampaignLine[] }>("GET", "reports/campaigns"),
    Promise.all(there.map(countsOf)),
  ]);
  const day = new Map(report.lines.map((one) => [one.campaign, one]));
  return there.map((one, at) => campaignNow(one, counts[at], day.get(one.code)));
}

const countsOf = ({ code }: Campaign): Promise<Counts> =>
  rest<Counts>("GET", `campaigns/${encodeURIComponent(code)}/counts`);

const NO_COUNTS: Counts = { waiting: 0, held: 0, dialling: 0, done: 0 };
const NO_DAY: Omit<CampaignLine, "campaign"> = {
  ...{ attempts: 0, connected: 0, answered: 0 },
  ...{ answer_rate: null, abandoned_share: null, cap_used: null },
};

export function campaignNow(
  { code, name, mode, state }: Campaign,
  { waiting, held, dialling, done } = NO_COUNTS,
  day = NO_DAY,
): CampaignNow {
  return {
    ...{ code, name: name || code, mode, running: state === "running" },
    ...{ done, dialling, all: waiting + held + dialling + done },
    ...{ attempts: day.attempts, connected: day.connected },
    answerRate: day.attempts ? day.answer_rate : null,
    abandoned: day.answered ? day.abandoned_share : null,
    capUsed: day.answered ? day.cap_used : null,
  };
}
