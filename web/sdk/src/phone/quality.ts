// How well a call can be heard, from what the browser counts (W3C webrtc-stats).
import type { Quality } from "./types";

interface Counted {
  type: string;
  kind?: string;
  id: string;
  codecId?: string;
  mimeType?: string;
  jitter?: number;
  packetsLost?: number;
  packetsReceived?: number;
  audioLevel?: number;
  roundTripTime?: number;
  currentRoundTripTime?: number;
  state?: string;
}

interface Sums {
  lost: number;
  received: number;
}

export class QualityMeter {
  private before: Sums = { lost: 0, received: 0 };

  async measure(connection: RTCPeerConnection): Promise<Quality | null> {
    const report = [...(await connection.getStats()).values()] as Counted[];
    const heard = report.find((one) => one.type === "inbound-rtp" && one.kind === "audio");
    if (!heard) return null;
    const sums = { lost: heard.packetsLost ?? 0, received: heard.packetsReceived ?? 0 };
    const lost = share(this.before, sums);
    this.before = sums;
    const codec = report.find((one) => one.id === heard.codecId)?.mimeType ?? "";
    const jitter = (heard.jitter ?? 0) * 1000;
    const roundTrip = roundTripOf(report) * 1000;
    return {
      codec: codec.replace("audio/", ""),
      roundTrip,
      jitter,
      lost,
      level: heard.audioLevel ?? 0,
      mos: opinion(roundTrip / 2 + 2 * jitter, lost),
    };
  }
}

function roundTripOf(report: Counted[]): number {
  const told = report.find((one) => one.type === "remote-inbound-rtp")?.roundTripTime;
  const pair = report.find((one) => one.type === "candidate-pair" && one.state === "succeeded");
  return told ?? pair?.currentRoundTripTime ?? 0;
}

/** Per cent lost since the measurement before. */
function share(before: Sums, now: Sums): number {
  const [lost, received] = [now.lost - before.lost, now.received - before.received];
  return lost + received > 0 ? Math.max(0, (100 * lost) / (lost + received)) : 0;
}

/**
 * Mean opinion score by the E-model (ITU-T G.107), with G.113's Bpl of 10 for a codec that conceals
 * losses; `delay` is milliseconds one way, `lost` per cent.
 */
export function opinion(delay: number, lost: number): number {
  const late = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const r = Math.min(100, Math.max(0, 93.2 - late - (95 * lost) / (lost + 10)));
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}
