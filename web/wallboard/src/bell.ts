// Two short tones when something new crosses a limit.
let context: AudioContext | undefined;

/** To be called in a click: browsers allow no sound before. */
export function ready(): void {
  context ??= new AudioContext();
  void context.resume();
}

export function ring(): void {
  if (!context) return;
  for (const [pitch, begin] of [
    [880, 0],
    [660, 0.18],
  ] as const) {
    const [tone, loud] = [context.createOscillator(), context.createGain()];
    const at = context.currentTime + begin;
    tone.frequency.value = pitch;
    loud.gain.setValueAtTime(0.2, at);
    loud.gain.exponentialRampToValueAtTime(0.001, at + 0.16);
    tone.connect(loud).connect(context.destination);
    tone.start(at);
    tone.stop(at + 0.17);
  }
}
