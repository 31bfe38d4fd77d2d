// Hundreds of seats as tiles, by hand instead of by a framework: a change touches its tile alone.
import { clock } from "@callseat/ui";
import type { SeatNow } from "./wall";

export interface Words {
  status(status: number): string;
  glyph(status: number): string;
  pending(status: number): string;
}

interface Tile {
  root: HTMLButtonElement;
  badge: HTMLElement;
  name: HTMLElement;
  place: HTMLElement;
  state: HTMLElement;
  clock: HTMLElement;
  next: HTMLElement;
  seat: SeatNow;
  shown: string;
}

export class Grid {
  private readonly tiles = new Map<string, Tile>();
  private readonly visible = new Set<Tile>();
  private readonly byRoot = new WeakMap<Element, Tile>();
  private readonly observer: IntersectionObserver;
  private order = "";

  constructor(
    private readonly host: HTMLElement,
    private words: Words,
    onSelect: (user: string) => void,
  ) {
    this.observer = new IntersectionObserver((entries) => this.seen(entries));
    host.addEventListener("click", (event) => {
      const root = (event.target as Element).closest<HTMLElement>(".seat");
      if (root?.dataset.user) onSelect(root.dataset.user);
    });
  }

  /** These seats in this order; tiles that stay are kept. */
  show(seats: readonly SeatNow[], now: number): void {
    const order = seats.map((one) => one.user).join("\n");
    if (order !== this.order) this.arrange(seats, order);
    for (const seat of seats) this.paint(this.tileOf(seat), seat, now);
  }

  /** One seat changed; nothing happens if it is not shown. */
  change(seat: SeatNow, now: number): void {
    const tile = this.tiles.get(seat.user);
    if (tile) this.paint(tile, seat, now);
  }

  /** Another language. */
  speak(words: Words, now: number): void {
    this.words = words;
    for (const tile of this.tiles.values()) this.paint(tile, tile.seat, now, true);
  }

  /** All clocks that can be seen. */
  tick(now: number): void {
    for (const tile of this.visible) this.time(tile, now);
  }

  mark(alarmed: ReadonlySet<string>, selected: string): void {
    for (const [user, { root }] of this.tiles) {
      root.classList.toggle("alarmed", alarmed.has(user));
      root.setAttribute("aria-pressed", String(user === selected));
    }
  }

  close(): void {
    this.observer.disconnect();
  }

  private arrange(seats: readonly SeatNow[], order: string): void {
    this.order = order;
    const kept = new Set(seats.map((one) => one.user));
    for (const [user, tile] of this.tiles) if (!kept.has(user)) this.drop(user, tile);
    const roots = seats.map((one) => this.tileOf(one).root);
    // Only what stands elsewhere is moved, so that focus and scrolling stay where they are.
    let at = this.host.firstElementChild;
    for (const root of roots) {
      if (root === at) at = at.nextElementSibling;
      else this.host.insertBefore(root, at);
    }
  }

  private drop(user: string, tile: Tile): void {
    this.observer.unobserve(tile.root);
    this.visible.delete(tile);
    this.tiles.delete(user);
    tile.root.remove();
  }

  private tileOf(seat: SeatNow): Tile {
    return this.tiles.get(seat.user) ?? this.build(seat);
  }

  private build(seat: SeatNow): Tile {
    const root = document.createElement("button");
    root.type = "button";
    root.className = "seat";
    root.dataset.user = seat.user;
    const part = (name: string): HTMLElement => {
      const made = document.createElement("span");
      made.className = name;
      root.append(made);
      return made;
    };
    const badge = part("badge");
    badge.setAttribute("aria-hidden", "true");
    const [name, place, state] = [part("name"), part("place figures"), part("state")];
    const tile: Tile = {
      ...{ root, badge, name, place, state, next: part("next"), clock: part("clock figures") },
      seat,
      shown: "",
    };
    this.tiles.set(seat.user, tile);
    this.byRoot.set(root, tile);
    this.observer.observe(root);
    return tile;
  }

  private paint(tile: Tile, seat: SeatNow, now: number, anew = false): void {
    if (!anew && tile.seat === seat && tile.shown) return;
    tile.seat = seat;
    const { root, badge } = tile;
    root.dataset.status = badge.dataset.status = String(seat.status);
    write(badge, this.words.glyph(seat.status));
    write(tile.name, seat.name || seat.user);
    tile.name.title = seat.name || seat.user;
    write(tile.place, seat.extension);
    write(tile.state, this.words.status(seat.status));
    write(tile.next, seat.pending === null ? "" : this.words.pending(seat.pending));
    this.time(tile, now);
  }

  private time(tile: Tile, now: number): void {
    const { since, status } = tile.seat;
    const text = status && since ? clock((now - since) / 1000) : "–";
    if (text === tile.shown) return;
    tile.shown = text;
    write(tile.clock, text);
  }

  private seen(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      const tile = this.byRoot.get(target);
      if (tile && isIntersecting) this.visible.add(tile);
      else if (tile) this.visible.delete(tile);
    }
  }
}

function write(element: Element, text: string): void {
  const node = element.firstChild;
  if (!node) element.append(text);
  else if (node.nodeValue !== text) node.nodeValue = text;
}
