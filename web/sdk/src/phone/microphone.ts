// The microphone, and what keeps it from being used.
import type { PhoneProblem } from "./types";

const GONE = ["OverconstrainedError", "NotFoundError"];

export class MicrophoneError extends Error {
  constructor(readonly problem: PhoneProblem) {
    super(problem);
  }
}

/** Sound of the microphone with that id, or of the system's choice. Rejects with MicrophoneError. */
export async function openMicrophone(id = ""): Promise<MediaStream> {
  if (!navigator.mediaDevices) throw new MicrophoneError("insecure_page");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: id ? { deviceId: { exact: id } } : true,
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    // One that was unplugged since it was chosen: better another one than none.
    if (id && GONE.includes(name)) return openMicrophone();
    throw new MicrophoneError(problemOf(name));
  }
}

/** The names are those of the Media Capture and Streams specification, getUserMedia(). */
export function problemOf(name: string): PhoneProblem {
  switch (name) {
    case "NotAllowedError":
    case "SecurityError":
      return "microphone_refused";
    case "NotFoundError":
      return "microphone_missing";
    default:
      return "microphone_busy";
  }
}

export function closeStream(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
