// The outline of a sound on a canvas: the customer above, the seat below, what was heard in colour.
export interface Outline {
  duration_ms: number;
  channels: number[][];
}

export interface Colours {
  heard: string;
  ahead: string;
  line: string;
}

/** `part` is how much was heard, 0 to 1. */
export function drawWave(
  canvas: HTMLCanvasElement,
  channels: readonly number[][],
  part: number,
  colours: Colours,
): void {
  const scale = devicePixelRatio;
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  canvas.width = width * scale;
  canvas.height = height * scale;
  const brush = canvas.getContext("2d");
  if (!brush) return;
  brush.scale(scale, scale);
  const band = height / Math.max(1, channels.length);
  channels.forEach((loud, number) => {
    const middle = band * (number + 0.5);
    brush.fillStyle = colours.line;
    brush.fillRect(0, middle, width, 1);
    for (const { x, size } of bars(loud, width, band)) {
      brush.fillStyle = x < part * width ? colours.heard : colours.ahead;
      brush.fillRect(x, middle - size / 2, 2, size);
    }
  });
}

const STEP = 3; // pixels from bar to bar

/** The loudest of each bar's stretch; quiet voices are made visible by a root. */
export function bars(loud: readonly number[], width: number, band: number): Bar[] {
  const count = Math.max(1, Math.floor(width / STEP));
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * loud.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * loud.length) / count));
    const most = Math.max(0, ...loud.slice(from, to));
    return { x: bar * STEP, size: Math.max(1, Math.sqrt(most) * band * 0.9) };
  });
}

export interface Bar {
  x: number;
  size: number;
}
