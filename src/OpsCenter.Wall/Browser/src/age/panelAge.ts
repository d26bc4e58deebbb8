import type { Texts } from '../page/config';
import { freshness } from './age';
import type { ServerClock } from './clock';

/** The ages of the panels that have a source of their own. Looks twice a second, writes only what changed. */
export class PanelAges {
  readonly #all: PanelAge[] = [];

  /** @param headerAge what the head of the wall says, in milliseconds */
  constructor(
    private readonly texts: Texts,
    private readonly clock: ServerClock,
    private readonly timeOf: (ms: number) => string,
    private readonly headerAge: () => number | undefined,
  ) {
    window.setInterval(() => this.#all.forEach((each) => each.tick()), 500);
  }

  /**
   * @param panel bears `data-old` while it is older than the head says
   * @param everyMs how often its source is asked; 0 when the source speaks by itself, every 2 s at least
   * @param said where its age is written
   */
  of(panel: HTMLElement, everyMs = 0, said = panel.querySelector<HTMLElement>('.panel-age')!): PanelAge {
    const age = new PanelAge(panel, said, everyMs, this.texts, this.clock, this.timeOf, this.headerAge);
    this.#all.push(age);
    return age;
  }
}

/** What one panel shows was right at an instant. Older than the head of the wall says, it tells its own age; the steps are the head's. */
export class PanelAge {
  #at?: number | undefined;
  #heardAt = 0;

  constructor(
    private readonly panel: HTMLElement,
    private readonly said: HTMLElement,
    private readonly everyMs: number,
    private readonly texts: Texts,
    private readonly clock: ServerClock,
    private readonly timeOf: (ms: number) => string,
    private readonly headerAge: () => number | undefined,
  ) {}

  /** Another source is asked: until it answers, its silence is the age. */
  begin(): void {
    this.heard(this.clock.now());
  }

  heard(at: number): void {
    this.#at = at;
    this.#heardAt = performance.now();
    this.tick();
  }

  /** The panel has no source of its own now. */
  end(): void {
    this.#at = undefined;
    this.tick();
  }

  /** By the server's clock, and never less than the silence by our own: a clock that was set makes nothing young. */
  tick(): void {
    const age = this.#at === undefined ? 0 : Math.max(this.clock.now() - this.#at, performance.now() - this.#heardAt) - this.everyMs;
    const step = age > (this.headerAge() ?? 0) + slackMs ? freshness(age) : 'fresh';
    const text = step === 'delayed' ? this.texts.get('age.delayed', { n: Math.floor(age / 1000) }) : step === 'stale' ? this.texts.get('age.panel', { time: this.timeOf(this.#at!) }) : '';
    if (this.said.textContent !== text) this.said.textContent = text;
    this.said.hidden = text === '';
    if (step === 'fresh') delete this.panel.dataset['old'];
    else this.panel.dataset['old'] = step;
  }
}

/** Sources speak every one or two seconds, not at the same time. */
const slackMs = 3000;
