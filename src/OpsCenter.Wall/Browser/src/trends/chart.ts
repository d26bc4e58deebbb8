import { palette } from '../map/palette';
import type { DayTrend } from './source';

interface Plotly {
  react(holder: HTMLElement, data: object[], layout: object, config: object): Promise<void>;
}

/** Bars of a day's 24 hours by Plotly: steel, the running hour lighter, the scale of the eye and no more. */
export class Chart {
  constructor(private readonly holder: HTMLElement, private readonly figure: 'raised' | 'checkIns') {}

  async draw(trend: DayTrend, hour: number): Promise<void> {
    const plotly = await loadCharts();
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
        xaxis: { range: [-0.6, 23.6], tickvals: namedHours, ticktext: namedHours.map(String), tickangle: 0, fixedrange: true, showgrid: false, zeroline: false, ticks: '' },
        yaxis: { visible: false, fixedrange: true, rangemode: 'tozero', range: [0, Math.max(4, ...values.map((value) => value ?? 0)) * 1.04] },
      },
      { staticPlot: true, displayModeBar: false, responsive: false },
    );
  }
}

/** The hours under the bars, the same on every chart. The title says that they are hours, so three find room beside any total. */
const namedHours = [6, 12, 18];

const hourNumbers = Array.from({ length: 24 }, (_, hour) => hour);

let loaded: Promise<Plotly> | undefined;

/** The chart library comes after the first picture: nothing waits for it. A script of its own, which the browser reads and compiles beside the page. */
export function loadCharts(): Promise<Plotly> {
  loaded ??= new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.async = true;
    script.src = new URL('plotly.js', import.meta.url).href;
    script.onload = () => resolve((window as unknown as { Plotly: Plotly }).Plotly);
    script.onerror = () => {
      loaded = undefined;
      script.remove();
      reject(new Error('The chart library did not come.'));
    };
    document.head.append(script);
  });
  return loaded;
}
