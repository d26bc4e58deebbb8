import type { Frame } from '../link/frames';
import type { Texts } from '../page/config';
import { freshness, resyncAfterMs, staleAfterMs } from './age';
import type { ServerClock } from './clock';

/** The one age in the header, the banner, and the grey of a stale picture. Speaks five times a second, writes only what changed. */
export class HeaderAge {
  #at?: number;
  #heardAt?: number;
  #connected = false;
  #mode: Frame['mode'] = 'live';
  #health: Frame['health'] = 'ok';
  #resyncedAt = 0;
  readonly #state = document.querySelector<HTMLElement>('[data-age="state"]')!;
  readonly #text = document.querySelector<HTMLElement>('[data-age="text"]')!;
  readonly #banner = document.querySelector<HTMLElement>('[data-age="banner"]')!;

  constructor(
    private readonly texts: Texts,
    private readonly clock: ServerClock,
    private readonly timeOf: (ms: number) => string,
    private readonly resync: () => void,
  ) {
    window.setInterval(() => this.tick(), 200);
  }

  heard(frame: Frame): void {
    this.#at = Date.parse(frame.at);
    this.#heardAt = performance.now();
    this.#mode = frame.mode ?? 'live';
    this.#health = frame.health ?? 'ok';
    this.tick();
  }

  /** The as-of of a picture from this browser's own store: old by definition. */
  restored(at: number): void {
    this.#at ??= at;
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    this.tick();
  }

  /** By the server's clock, and never less than the silence by our own: a clock that was set makes nothing young. */
  get ageMs(): number | undefined {
    if (this.#at === undefined) return undefined;
    const silence = this.#heardAt === undefined ? 0 : performance.now() - this.#heardAt;
    return Math.max(0, this.clock.now() - this.#at, silence);
  }

  tick(): void {
    const age = this.ageMs;
    // A closed connection is told at once: what is on the screen can only grow old.
    const step = !this.#connected && age !== undefined && age < staleAfterMs ? 'delayed' : freshness(age);
    const offline = !this.#connected && (step === 'stale' || (step === 'waiting' && performance.now() > staleAfterMs));
    const seconds = Math.floor((age ?? 0) / 1000);
    document.body.dataset['fresh'] = step;
    write(this.#state, this.#stateText(step, offline));
    write(this.#text, step === 'fresh' ? this.texts.get('age.updated', { n: seconds }) : step === 'waiting' ? '' : this.#asOf());
    const said = offline ? this.texts.get('age.offline') : step === 'stale' ? this.#late(age!)
      : this.#health !== 'ok' ? this.texts.get(`health.${this.#health}`) : '';
    write(this.#banner.firstElementChild!, said);
    write(this.#banner.lastElementChild!, step === 'stale' ? this.#asOf() : '');
    this.#banner.hidden = said === '';
    if (this.#connected && age !== undefined && age > resyncAfterMs && performance.now() - this.#resyncedAt > resyncAfterMs) {
      this.#resyncedAt = performance.now();
      this.resync();
    }
  }

  #stateText(step: string, offline: boolean): string {
    if (offline) return this.texts.get('age.offline');
    if (step === 'waiting') return this.texts.get('age.waiting');
    if (step === 'fresh') return this.texts.get(`age.${this.#mode}`);
    return this.#late(this.ageMs!);
  }

  #late(age: number): string {
    if (age < 120_000) return this.texts.get('age.delayed', { n: Math.floor(age / 1000) });
    if (age < 7_200_000) return this.texts.get('age.delayedMinutes', { n: Math.floor(age / 60_000) });
    return this.texts.get('age.delayedHours', { n: Math.floor(age / 3_600_000) });
  }

  #asOf(): string {
    return this.#at === undefined ? '' : this.texts.get('age.asOf', { time: this.timeOf(this.#at) });
  }
}

function write(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
