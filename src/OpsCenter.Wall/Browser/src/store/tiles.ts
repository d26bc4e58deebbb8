import type { Frame, Tile } from '../link/frames';
import type { WatchSink } from '../link/watch';

/** The newest tile of each unit and venue, and who wants to hear which changed. Nothing here grows with time. */
export class Tiles implements WatchSink {
  readonly #units = new Map<string, Tile>();
  readonly #listeners = new Set<(codes: Iterable<string>) => void>();
  readonly #frames = new Set<(frame: Frame) => void>();

  get(code: string): Tile | undefined {
    return this.#units.get(code);
  }

  onChange(listener: (codes: Iterable<string>) => void): void {
    this.#listeners.add(listener);
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.#frames.add(listener);
  }

  snapshot(units: Record<string, Tile>, frame: Frame): void {
    this.changed(units, frame);
  }

  changed(units: Record<string, Tile>, _frame: Frame): void {
    const codes = Object.keys(units);
    for (const code of codes) this.#units.set(code, units[code]!);
    if (codes.length > 0) for (const listener of this.#listeners) listener(codes);
  }

  alive(frame: Frame): void {
    for (const listener of this.#frames) listener(frame);
  }

  /** Forgets tiles that no watch keeps current, e.g. venues of a grid that was left. */
  forget(codes: Iterable<string>): void {
    for (const code of codes) this.#units.delete(code);
  }

  entries(): IterableIterator<[string, Tile]> {
    return this.#units.entries();
  }
}
