// Who is told of an event, in the manual's way and as an object.
import { type EventName, type Events, PARAMETERS, type Protocol, type SeatEvent } from "./commands";

export type Handler<E = SeatEvent> = (event: E) => void;
type Positional = ((...params: unknown[]) => void) | undefined;

export class Handlers {
  private readonly byName = new Map<string, Set<Handler<never>>>();

  /** Returns how to end it. `*` hears all events. */
  on<N extends EventName>(name: N | "*", handler: Handler<Events[N]>): () => void {
    const all = this.byName.get(name) ?? new Set();
    this.byName.set(name, all.add(handler));
    return () => all.delete(handler);
  }

  /** A handler that throws is reported, and keeps nobody from hearing. */
  tell(event: SeatEvent, seat: Protocol): void {
    const positional = seat[event.name] as Positional;
    const values = event as unknown as Record<string, unknown>;
    if (positional)
      guarded(() => positional(...PARAMETERS[event.name].map((one) => values[one]), event));
    for (const name of [event.name, "*"])
      for (const handler of [...(this.byName.get(name) ?? [])])
        guarded(() => (handler as Handler)(event));
  }
}

function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    reportError(error);
  }
}
