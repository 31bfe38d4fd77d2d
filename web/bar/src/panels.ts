// What stands in the bar's panels: each row has the fields of its commands, and their buttons.

export type Field =
  | "number"
  | "extension"
  | "flow"
  | "sound"
  | "user"
  | "waiting"
  | "key"
  | "value"
  | "disposition"
  | "note"
  | "time";

export interface Button {
  /** The name of its words. */
  id: string;
  command: string;
  /** Parameters that do not come from a field, before those that do. */
  fixed?: readonly (string | number)[];
}

export interface Row {
  fields: readonly Field[];
  buttons: readonly Button[];
}

export const PANELS = ["state", "dial", "transfer", "more", "watch"] as const;
export type Panel = (typeof PANELS)[number];

const plain = (...commands: string[]): Button[] =>
  commands.map((command) => ({ id: command, command }));
const row = (fields: Field[], ...commands: string[]): Row => ({
  fields,
  buttons: plain(...commands),
});

export const ROWS: Readonly<Record<Panel, readonly Row[]>> = {
  state: [
    row([], "ready", "doNotDisturb", "workBusy", "workFree"),
    row([], "requestRest", "cancelRest"),
    row([], "manualCall", "autoCall"),
    row([], "logout"),
  ],
  dial: [row(["number"], "callOut", "sendDigits"), row(["extension"], "callSeat")],
  transfer: [
    row(["extension"], "turnSlic", "callSeat", "requestSlic"),
    row(["number"], "turnOut"),
    row(["flow"], "gotoFlow"),
    row([], "completeTransfer", "cancelTransfer"),
  ],
  more: [
    row([], "pauseRecording", "resumeRecording"),
    row(["sound"], "playFile", "playConfFile"),
    row([], "stopPlayFile", "stopPlayConfFile"),
    row(["waiting"], "connectQueue"),
    row(["key", "value"], "attachData"),
    row(["disposition", "note", "time"], "setDisposition"),
    row([], "dialPreview", "skipPreview"),
    {
      fields: ["number"],
      buttons: [
        { id: "forwardAlways", command: "requestSetTransfer", fixed: [1] },
        { id: "forwardBusy", command: "requestSetTransfer", fixed: [2] },
      ],
    },
    {
      fields: [],
      buttons: [
        { id: "forwardOff", command: "requestSetTransfer", fixed: [0, ""] },
        { id: "watchOn", command: "subscribeClientStatus", fixed: ["1"] },
        { id: "watchOff", command: "subscribeClientStatus", fixed: ["0"] },
      ],
    },
  ],
  watch: [
    row(["extension"], "listenSlic", "whisperSlic", "insertSlic", "requestIntercept"),
    row(["user"], "forceIdle", "forceBusy", "forceOut"),
  ],
};

/** Commands that stand in the bar itself. */
export const DIRECT = [
  "answerCall",
  "refuse",
  "hangUp",
  "requestHold",
  "fetchHold",
  "muteOn",
  "muteOff",
] as const;
