import type { ServerClock } from '../age/clock';

interface Pulse {
  now: number;
  build: string;
  dashboard: string;
  kept: boolean;
}

/** Asks the server every ten seconds: its clock, whether the page or its dashboard changed, whether a dashboard file is broken. */
export class Pulse10s {
  #reloading = false;

  constructor(
    private readonly address: string,
    private readonly clock: ServerClock,
    private readonly mine: { build: string; dashboard: string },
    private readonly onKept: (kept: boolean) => void,
  ) {}

  start(): void {
    void this.#ask();
    window.setInterval(() => void this.#ask(), 10_000);
  }

  async #ask(): Promise<void> {
    const askedAt = performance.now();
    try {
      const response = await fetch(this.address, { cache: 'no-store' });
      if (!response.ok) return;
      const pulse = (await response.json()) as Pulse;
      this.clock.observe(pulse.now, askedAt, performance.now());
      this.onKept(pulse.kept);
      if (pulse.build !== this.mine.build || pulse.dashboard !== this.mine.dashboard) this.#reloadSoon(pulse.build !== this.mine.build);
    } catch {
      // No server: the age in the header says so.
    }
  }

  /** A new dashboard is shown at once; after a new version of the server, walls come one after another. */
  #reloadSoon(staggered: boolean): void {
    if (this.#reloading) return;
    this.#reloading = true;
    window.setTimeout(() => location.reload(), staggered ? Math.random() * 30_000 : 0);
  }
}
