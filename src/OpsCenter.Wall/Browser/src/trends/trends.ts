import type { Texts } from '../page/config';
import type { Format } from '../page/format';
import type { ServerClock } from '../age/clock';
import { onPalette } from '../map/palette';
import type { Unit } from '../store/city';
import { Chart } from './chart';
import { fetchDay, type DayTrend } from './source';

interface Panel {
  element: HTMLElement;
  chart: Chart;
}

/** The trend panels: asked every half minute, drawn when the answer or the size changed; one day of 24 numbers, never more. */
export class Trends {
  readonly #panels: Panel[];
  #unit = '';
  #trend?: DayTrend;

  constructor(private readonly clock: ServerClock, private readonly format: Format, private readonly texts: Texts) {
    this.#panels = [...document.querySelectorAll<HTMLElement>('[data-trend]')].map((element) => ({
      element,
      chart: new Chart(element.querySelector<HTMLElement>('.chart')!, element.dataset['trend'] as 'raised' | 'checkIns', (hour) => texts.get('trend.hour', { n: hour })),
    }));
    if (this.#panels.length === 0) return;
    window.setInterval(() => void this.#ask(), askMs);
    window.addEventListener('resize', () => void this.draw());
    onPalette(() => void this.draw());
  }

  /** @param kept the unit that the hours are of; its name stands in the heading where it is not the unit in focus */
  follow(unit: Unit, kept: Unit): void {
    for (const { element } of this.#panels) {
      const [of, total] = [element.querySelector<HTMLElement>('.of-unit')!, element.querySelector<HTMLElement>('.total')!];
      of.textContent = kept === unit ? '' : kept.name;
      of.hidden = kept === unit;
      // The town's name takes the place of the word.
      element.querySelector<HTMLElement>('.hourly')!.hidden = kept !== unit;
      total.hidden = kept !== unit;
    }
    if (kept.code === this.#unit) return;
    this.#unit = kept.code;
    this.#trend = undefined;
    void this.#ask();
  }

  /** The newest answer, for the picture that is kept. */
  get last(): DayTrend | undefined {
    return this.#trend;
  }

  restore(trend: DayTrend): void {
    this.#trend ??= trend;
    void this.draw();
  }

  async draw(): Promise<void> {
    for (const { element, chart } of this.#panels) {
      element.querySelector<HTMLElement>('.empty')!.hidden = this.#trend !== undefined;
      element.querySelector<HTMLElement>('.chart')!.hidden = this.#trend === undefined;
      if (this.#trend) await chart.draw(this.#trend, this.format.hour(this.clock.now()));
      const late = this.#trend !== undefined && this.clock.now() - this.#trend.at > 3 * askMs;
      const age = element.querySelector<HTMLElement>('.panel-age')!;
      age.textContent = late ? this.texts.get('age.panel', { time: this.format.time(this.#trend!.at) }) : '';
      element.classList.toggle('late', late);
    }
  }

  async #ask(): Promise<void> {
    if (this.#unit === '' || this.#panels.length === 0) return;
    const unit = this.#unit;
    const now = this.clock.now();
    try {
      const trend = await fetchDay(unit, this.format.midnight(now), now, this.format.hour);
      if (unit === this.#unit) this.#trend = trend;
    } catch {
      // The last answer stays, with its as-of once it is old.
    }
    await this.draw();
  }
}

const askMs = 30_000;
