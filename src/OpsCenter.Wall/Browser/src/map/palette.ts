/** The colours of the map and the charts, as the style sheet has them now: by day, or dimmed at night. */
export interface Palette {
  readonly ground: string;
  readonly outside: string;
  readonly quiet: string;
  /** Around a quiet cell, where cells are large enough to be told apart. */
  readonly edge: string;
  readonly some: string;
  readonly levels: readonly [string, string, string];
  readonly marks: readonly [string, string, string];
  readonly inner: string;
  readonly outer: string;
  readonly chosen: string;
  readonly bar: string;
  readonly barNow: string;
  readonly label: string;
}

/** One shape a level, beside its brightness and its word. */
export const shapes = ['', '●', '◆', '▲'] as const;

export let palette = read();

const listeners: (() => void)[] = [];

export function onPalette(listener: () => void): void {
  listeners.push(listener);
}

/** Reads the colours again, after day and night have changed. */
export function changePalette(): void {
  palette = read();
  for (const listener of listeners) listener();
}

function read(): Palette {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  return {
    ground: of('ground'), outside: of('cell-outside'), quiet: of('cell-quiet'), edge: of('cell-edge'), some: of('cell-some'),
    levels: [of('cell-1'), of('cell-2'), of('cell-3')], marks: [of('mark-1'), of('mark-2'), of('mark-3')],
    inner: of('border-inner'), outer: of('border-outer'), chosen: of('border-chosen'), bar: of('bar'), barNow: of('bar-now'), label: of('label'),
  };
}
