import type { Format } from '../page/format';
import type { ServerClock } from '../age/clock';
import type { PanelAge, PanelAges } from '../age/panelAge';
import { onPalette } from '../map/palette';
import type { Unit } from '../store/city';
import { Chart, loadCharts } from './chart';
import { fetchDay, type DayTrend } from './source';

interface Panel {
  element: HTMLElement;
  chart: Chart;
  age: PanelAge;
}

/** The trend panels: asked every half minute, drawn when the answer or the size changed; one day of 24 numbers, never more. */
export class Trends {
  readonly #panels: Panel[];
  #unit = '';
  #trend?: DayTrend | undefined;
  #soon = 0;

  constructor(private readonly clock: ServerClock, private readonly format: Format, ages: PanelAges) {
    this.#panels = [...document.querySelectorAll<HTMLElement>('[data-trend]')].map((element) => ({
      element,
      chart: new Chart(element.querySelector<HTMLElement>('.chart')!, element.dataset['trend'] as 'raised' | 'checkIns'),
      age: ages.of(element, askMs),
    }));
    if (this.#panels.length === 0) return;
    window.setInterval(() => void this.#ask(), askMs);
    window.addEventListener('resize', () => void this.draw());
    onPalette(() => void this.draw());
  }

  follow(unit: Unit): void {
    if (unit.code === this.#unit) return;
    this.#unit = unit.code;
    this.#trend = undefined;
    for (const { element, age } of this.#panels) {
      // The bars of another unit are never seen under this one's name.
      element.querySelector<HTMLElement>('.chart')!.hidden = true;
      age.begin();
    }
    // A unit that is only passed by is not asked for, and no chart is drawn while the click is answered.
    window.clearTimeout(this.#soon);
    this.#soon = window.setTimeout(() => void this.#ask(), settledMs);
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
    for (const panel of this.#panels) {
      if (this.#trend && !panel.element.hidden) await this.#drawOne(panel, this.#trend);
      panel.element.querySelector<HTMLElement>('.empty')!.hidden = this.#trend !== undefined;
      if (this.#trend) panel.age.heard(this.#trend.at);
    }
  }

  /** One chart at a time, when nothing else waits: a click never stands in line behind two. */
  async #drawOne({ element, chart }: Panel, trend: DayTrend): Promise<void> {
    const library = await loadCharts().catch(() => undefined);
    await idle();
    if (!library || trend !== this.#trend) return;
    element.querySelector<HTMLElement>('.empty')!.hidden = true;
    element.querySelector<HTMLElement>('.chart')!.hidden = false;
    await chart.draw(trend, this.format.hour(this.clock.now()));
  }

  async #ask(): Promise<void> {
    if (this.#unit === '' || this.#panels.length === 0) return;
    const unit = this.#unit;
    const now = this.clock.now();
    try {
      const trend = await fetchDay(unit, this.format.midnight(now), now, this.format.hour);
      if (unit !== this.#unit) return;
      this.#trend = trend;
    } catch {
      // The last answer stays, with its as-of once it is old.
    }
    await this.draw();
  }
}

function idle(): Promise<void> {
  return new Promise((resolve) => ('requestIdleCallback' in window ? window.requestIdleCallback(() => resolve(), { timeout: 500 }) : setTimeout(resolve)));
}

const askMs = 30_000;
const settledMs = 1000;
