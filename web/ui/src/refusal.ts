// The server said no, in both languages: problem details of RFC 9457 with a stable reason.

/** What is wrong with one member, or one line of a file. */
export interface Fault {
  where: string;
  message: string;
  line: number;
}

export interface Problem {
  status: number;
  reason: string;
  detail: string;
  message_en: string;
  message_zh: string;
  errors: Fault[];
}

export const UNREACHABLE: Problem = {
  status: 0,
  reason: "unreachable",
  detail: "The server cannot be reached.",
  message_en: "The server cannot be reached.",
  message_zh: "无法连接服务器。",
  errors: [],
};

/** `reason` is stable; "unreachable" when the server said nothing. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(readonly problem: Problem) {
    super(problem.detail);
  }

  get reason(): string {
    return this.problem.reason;
  }

  get status(): number {
    return this.problem.status;
  }

  get faults(): readonly Fault[] {
    return this.problem.errors;
  }

  sentence(language: string): string {
    return language === "en" ? this.problem.message_en : this.problem.message_zh;
  }
}

/** The problem that an answer tells; a gateway's own page tells none. */
export async function problemOf(answer: Response): Promise<Problem> {
  const told = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  return { ...UNREACHABLE, status: answer.status, ...told };
}

/** Any error as a sentence for people: refusals of REST and of commands, and what went wrong else. */
export function sentenceOf(error: unknown, language: string): string {
  if (error instanceof Refusal) return error.sentence(language);
  const { en, zh } = told(error);
  return language === "en" ? en : zh;
}

/** The SDK's errors by their shape: this module does not need the SDK. */
function told(error: unknown): { en: string; zh: string } {
  if (!(error instanceof Error)) return { en: String(error), zh: String(error) };
  if ("sentence" in error) return error.sentence as { en: string; zh: string };
  const lost = error.name === "NotConnected" || error.name === "TimedOut";
  if (lost) return { en: UNREACHABLE.message_en, zh: UNREACHABLE.message_zh };
  return { en: error.message, zh: error.message };
}
