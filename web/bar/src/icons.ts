// Drawn for this bar, in strokes of one width.
const HANDSET =
  "M6.5 3.5h3l1.5 4-2 1.5a12 12 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2.2 2A17 17 0 0 1 4.5 5.7 2 2 0 0 1 6.5 3.5z";

export const ICONS: Readonly<Record<string, string>> = {
  answerCall: HANDSET,
  dial: "M6 5h.1M12 5h.1M18 5h.1M6 11h.1M12 11h.1M18 11h.1M6 17h.1M12 17h.1M18 17h.1",
  refuse: "M5 5l14 14M19 5 5 19",
  hangUp: "M3 14c5-5.3 13-5.3 18 0l-1.5 2.5-4-1.2v-2.6a12 12 0 0 0-7 0v2.6l-4 1.2z",
  requestHold: "M8 5v14M16 5v14",
  fetchHold: "M7 4.5v15l12-7.5z",
  muteOn:
    "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21",
  muteOff:
    "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21M4 3l16 18",
  transfer: "M4 8h15l-4-4M20 16H5l4 4",
  more: "M5 12h.1M12 12h.1M19 12h.1",
  state: "M6 9.5l6 6 6-6",
  watch:
    "M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
};
