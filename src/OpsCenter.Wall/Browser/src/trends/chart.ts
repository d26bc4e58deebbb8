import { palette } from '../map/palette';
import type { DayTrend } from './source';

type Plotly = typeof import('plotly.js-basic-dist-min');

/** Bars of a day's 24 hours by Plotly: steel, the running hour lighter, the scale of the eye and no more. */
export class Chart {
  constructor(private readonly holder: HTMLElement, private readonly figure: 'raised' | 'checkIns', private readonly hourText: (hour: number) => string) {}

  async draw(trend: DayTrend, hour: number): Promise<void> {
    const plotly = await load();
    const box = this.holder.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    const values = trend[this.figure];
    const size = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    await plotly.react(
      this.holder,
      [{
        type: 'bar', x: hourNumbers, y: values.map((value) => value ?? 0), hoverinfo: 'none',
        marker: { color: hourNumbers.map((each) => (each === hour ? palette.barNow : palette.bar)), line: { width: 0 } },
      }],
      {
        width: box.width, height: box.height, margin: { l: 0, r: 0, t: size * 0.2, b: size * 1.35 },
        paper_bgcolor: 'rgba(0,0,0,0)', plot_bgcolor: 'rgba(0,0,0,0)', bargap: 0.16, showlegend: false, dragmode: false,
        font: { family: "'Noto Sans SC Variable', sans-serif", size, color: palette.label },
        xaxis: { range: [-0.6, 23.6], tickvals: [6, 12, 18], ticktext: [6, 12, 18].map(this.hourText), fixedrange: true, showgrid: false, zeroline: false, ticks: '' },
        yaxis: { visible: false, fixedrange: true, rangemode: 'tozero', range: [0, Math.max(4, ...values.map((value) => value ?? 0)) * 1.04] },
      },
      { staticPlot: true, displayModeBar: false, responsive: false },
    );
  }
}

const hourNumbers = Array.from({ length: 24 }, (_, hour) => hour);

let loaded: Promise<Plotly> | undefined;

/** The chart library comes after the first picture: nothing waits for it. */
function load(): Promise<Plotly> {
  loaded ??= import('plotly.js-basic-dist-min').then((module) => ('default' in module ? (module.default as Plotly) : module));
  return loaded;
}
