import type { Unit } from '../store/city';
import type { Projection } from './canvasLayer';

export interface Place {
  readonly unit: Unit;
  /** Centre of its cells, in map units. */
  readonly x: number;
  readonly y: number;
}

/**
 * The names on the map: buttons, so that keys, pointers and screen readers all reach a unit.
 * A name that would cover another, or a seam between screens, moves; one that finds no room waits for the focus.
 */
export class Labels {
  #buttons: Label[] = [];
  #key = '';

  constructor(
    private readonly holder: HTMLElement,
    private readonly choose: (unit: Unit) => void,
    private readonly onFocus: (unit: Unit | undefined) => void,
    private readonly describe: (unit: Unit) => { text: string; label: string; level: number },
    private readonly seams: () => { x: number[]; y: number[] },
    private readonly obstacles: () => readonly Box[],
  ) {
    holder.addEventListener('keydown', (event) => this.#move(event));
  }

  show(places: readonly Place[]): void {
    const hadFocus = this.holder.contains(document.activeElement);
    this.holder.replaceChildren();
    this.#buttons = places.map((place, i) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'map-label';
      button.tabIndex = i === 0 ? 0 : -1;
      button.addEventListener('click', () => this.choose(place.unit));
      button.addEventListener('focus', () => this.onFocus(place.unit));
      button.addEventListener('blur', () => this.onFocus(undefined));
      return { place, button };
    });
    this.holder.append(...this.#buttons.map((each) => each.button));
    this.#key = '';
    this.refresh();
    if (hadFocus) this.#buttons[0]?.button.focus();
  }

  /** Writes words and levels anew; true when a width may have changed. */
  refresh(): void {
    for (const { place, button } of this.#buttons) {
      const { text, label, level } = this.describe(place.unit);
      if (button.textContent !== text) {
        button.textContent = text;
        this.#key = '';
      }
      if (button.getAttribute('aria-label') !== label) button.setAttribute('aria-label', label);
      button.dataset['level'] = String(level);
    }
  }

  place(view: Projection, ratio: number): void {
    const key = `${view.scale},${view.dx},${view.dy},${view.width},${view.height}`;
    if (key === this.#key) return;
    this.#key = key;
    const seams = this.seams();
    const taken: Box[] = [...this.obstacles()];
    const sizes = this.#buttons.map(({ button }) => [button.offsetWidth, button.offsetHeight] as const);
    this.#buttons.forEach(({ place, button }, i) => {
      const [width, height] = sizes[i]!;
      const x = (place.x * view.scale + view.dx) / ratio - width / 2;
      const y = (place.y * view.scale + view.dy) / ratio - height / 2;
      const spot = shifts.map(([sx, sy]) => ({ x: x + sx * width, y: y + sy * height, width, height }))
        .find((box) => isFree(box, taken, view.width / ratio, view.height / ratio, seams));
      if (spot) taken.push(spot);
      button.classList.toggle('crowded', !spot);
      button.style.transform = `translate(${Math.round(spot?.x ?? x)}px, ${Math.round(spot?.y ?? y)}px)`;
    });
  }

  focusFirst(): void {
    this.#buttons[0]?.button.focus();
  }

  /** Arrow keys go to the nearest name in that direction. */
  #move(event: KeyboardEvent): void {
    const direction = arrows[event.key];
    const from = this.#buttons.find(({ button }) => button === document.activeElement);
    if (!direction || !from) return;
    event.preventDefault();
    let best: Label | undefined;
    let bestCost = Infinity;
    for (const other of this.#buttons) {
      const dx = other.place.x - from.place.x;
      const dy = other.place.y - from.place.y;
      const along = dx * direction[0] + dy * direction[1];
      if (other === from || along <= 0) continue;
      const cost = along + 2 * Math.abs(dx * direction[1] - dy * direction[0]);
      if (cost < bestCost) [best, bestCost] = [other, cost];
    }
    if (!best) return;
    from.button.tabIndex = -1;
    best.button.tabIndex = 0;
    best.button.focus();
  }
}

interface Label {
  readonly place: Place;
  readonly button: HTMLButtonElement;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

const arrows: Record<string, readonly [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Where a name may go, in its own widths and heights, nearest first. */
const shifts: readonly (readonly [number, number])[] = [
  [0, 0], [0, -0.6], [0, 0.6], [-0.35, 0], [0.35, 0], [0, -1.1], [0, 1.1], [-0.6, -0.6], [0.6, -0.6], [-0.6, 0.6], [0.6, 0.6], [-0.8, 0], [0.8, 0],
];

function isFree(box: Box, taken: readonly Box[], width: number, height: number, seams: { x: number[]; y: number[] }): boolean {
  if (box.x < 0 || box.y < 0 || box.x + box.width > width || box.y + box.height > height) return false;
  if (seams.x.some((x) => x > box.x - 4 && x < box.x + box.width + 4) || seams.y.some((y) => y > box.y - 4 && y < box.y + box.height + 4)) return false;
  return taken.every((other) => box.x >= other.x + other.width || other.x >= box.x + box.width || box.y >= other.y + other.height || other.y >= box.y + box.height);
}
