import type { City, Unit } from '../store/city';

/** The unit that the wall speaks of now. It returns to the wall's own scope when nobody has touched it for a while. */
export class Focus {
  #unit: Unit;
  #timer = 0;
  readonly #listeners: ((unit: Unit, before: Unit) => void)[] = [];

  /** @param home where the wall returns to: its scope, or the unit that its address names. */
  constructor(private readonly city: City, private readonly home: Unit) {
    this.#unit = home;
  }

  get unit(): Unit {
    return this.#unit;
  }

  get isHome(): boolean {
    return this.#unit === this.home;
  }

  onChange(listener: (unit: Unit, before: Unit) => void): void {
    this.#listeners.push(listener);
  }

  to(unit: Unit): void {
    this.touched();
    if (unit === this.#unit) return;
    const before = this.#unit;
    this.#unit = unit;
    for (const listener of this.#listeners) listener(unit, before);
  }

  up(): void {
    const parent = this.city.parent(this.#unit);
    if (parent) this.to(parent);
  }

  /** Somebody stands at the wall: the way home starts anew. */
  touched(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.to(this.home), idleMs);
  }
}

/** A wall that nobody touches for two minutes shows its own scope again. */
const idleMs = 120_000;
