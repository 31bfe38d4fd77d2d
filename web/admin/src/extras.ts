// What can be done with things beside adding, changing and deleting them.
import type { Values } from "./fields";

export interface Extra {
  kind: "form" | "ask" | "now" | "members" | "open";
  label: string;
  operation: string;
  /** Where the form's present values are read; else the row has them. */
  read?: string;
  /** Whether the form sends all, and not what changed alone. */
  whole?: boolean;
  body?: Values;
  sure?: string;
  sureMore?: string;
  yes?: string;
  /** The answer's member that is shown once, and the words above it. */
  shows?: string;
  made?: string;
  when?: (row: Values) => boolean;
}

const EXTRAS: Readonly<Record<string, readonly Extra[]>> = {
  users: [
    { kind: "form", label: "user.password", operation: "setPassword", whole: true },
    {
      kind: "now",
      label: "user.disable",
      operation: "disableUser",
      when: (row) => !row.disabled,
    },
    {
      kind: "now",
      label: "user.enable",
      operation: "enableUser",
      when: (row) => row.disabled === true,
    },
  ],
  groups: [{ kind: "form", label: "rest.edit", operation: "changeRest" }],
  seats: [
    {
      kind: "form",
      label: "seat.forwarding",
      operation: "setForwarding",
      read: "getForwarding",
      whole: true,
    },
    {
      kind: "ask",
      label: "seat.secret",
      operation: "renewPhoneSecret",
      sure: "seat.sure",
      sureMore: "seat.sureMore",
      yes: "seat.make",
      shows: "secret",
      made: "seat.made",
    },
  ],
  campaigns: [
    { kind: "open", label: "campaign.open", operation: "countLeads" },
    {
      kind: "now",
      label: "campaign.start",
      operation: "startCampaign",
      when: (row) => row.state !== "running",
    },
    {
      kind: "now",
      label: "campaign.pause",
      operation: "pauseCampaign",
      when: (row) => row.state === "running",
    },
  ],
  never: [{ kind: "open", label: "never.open", operation: "listNeverNumbers" }],
  queues: [{ kind: "members", label: "members.open", operation: "listMembers" }],
};

export function extrasOf(key: string): readonly Extra[] {
  return EXTRAS[key] ?? [];
}
