// Gets the telephone when it is wanted, and gives it what it needs.
import type { Access } from "./access";
import { loadPhone } from "./load-phone";
import type { KeptCall, PhoneSettings, PhoneState, Quality, Telephone } from "./phone/types";

const SETTINGS = "callseat-phone"; // in localStorage: devices are those of this browser

export class PhoneDesk {
  private phone: Telephone | undefined;
  private starting: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly access: Access,
    private readonly surroundings: {
      changed(state: PhoneState): void;
      keep(call: KeptCall | null): void;
    },
  ) {}

  get started(): boolean {
    return this.phone !== undefined;
  }

  /** Again after each login: it has credentials of its own. */
  start(kept: KeptCall | null): Promise<void> {
    this.starting = this.starting.then(() => this.begin(kept)).catch(reportError);
    return this.starting;
  }

  stop(): void {
    this.stopped = true;
    this.phone?.stop();
  }

  use(settings: PhoneSettings): void {
    localStorage.setItem(SETTINGS, JSON.stringify({ ...savedSettings(), ...settings }));
    this.phone?.use(savedSettings());
  }

  async quality(): Promise<Quality | null> {
    return (await this.phone?.quality()) ?? null;
  }

  private async begin(kept: KeptCall | null): Promise<void> {
    const { createPhone } = await loadPhone();
    if (this.stopped) return;
    this.phone ??= createPhone({
      ...this.surroundings,
      credentials: async () => this.access.post("phone", undefined, await this.access.token()),
      token: () => this.access.token(),
      address: (path) => this.access.socket(path),
    });
    this.phone.use(savedSettings());
    await this.phone.start(kept);
  }
}

export function savedSettings(): PhoneSettings {
  return JSON.parse(localStorage.getItem(SETTINGS) ?? "{}") as PhoneSettings;
}
