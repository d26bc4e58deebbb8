import type { Unit } from '../store/city';
import type { Projection } from './canvasLayer';
import { spread, type Box } from './spread';

export interface Place {
  readonly unit: Unit;
  /** Centre of its cells, in map units. */
  readonly x: number;
  readonly y: number;
  /** Whether a point of the map, in map units, lies within the unit. */
  readonly owns: (x: number, y: number) => boolean;
}

/**
 * The names on the map: buttons, so that keys, pointers and screen readers all reach a unit.
 * A name that would cover another, or a seam between screens, moves; one that leaves its unit is led to it by a line; one that finds no room waits for the focus.
 */
export class Labels {
  #buttons: Label[] = [];
  #key = '';
  readonly #leaders = document.createElementNS('http://www.w3.org/2000/svg', 'svg');

  constructor(
    private readonly holder: HTMLElement,
    private readonly choose: (unit: Unit) => void,
    private readonly onFocus: (unit: Unit | undefined) => void,
    private readonly describe: (unit: Unit) => { text: string; label: string; level: number },
    private readonly seams: () => { x: number[]; y: number[] },
    private readonly obstacles: () => readonly Box[],
  ) {
    this.#leaders.classList.add('leaders');
    this.#leaders.setAttribute('aria-hidden', 'true');
    holder.before(this.#leaders);
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

  /** What names keep clear of has changed: the next frame finds their places anew. */
  displace(): void {
    this.#key = '';
  }

  place(view: Projection, ratio: number): void {
    const key = `${view.scale},${view.dx},${view.dy},${view.width},${view.height}`;
    if (key === this.#key) return;
    this.#key = key;
    // All boxes are read before any name moves: the browser lays the page out once.
    const names = this.#buttons.map(({ place, button }) => ({
      x: (place.x * view.scale + view.dx) / ratio, y: (place.y * view.scale + view.dy) / ratio, width: button.offsetWidth, height: button.offsetHeight,
      owns: (x: number, y: number) => place.owns((x * ratio - view.dx) / view.scale, (y * ratio - view.dy) / view.scale),
    }));
    const spots = spread(names, { width: view.width / ratio, height: view.height / ratio, seams: this.seams(), taken: this.obstacles() });
    this.#leaders.replaceChildren();
    this.#buttons.forEach(({ button }, i) => {
      const spot = spots[i];
      const name = names[i]!;
      button.classList.toggle('crowded', !spot);
      button.style.transform = `translate(${Math.round(spot?.x ?? name.x - name.width / 2)}px, ${Math.round(spot?.y ?? name.y - name.height / 2)}px)`;
      if (spot?.apart) this.#lead(name, spot);
    });
  }

  /** A line from a name that found no room in its unit to the unit's middle. */
  #lead(from: { x: number; y: number }, to: Box): void {
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    const x = Math.min(Math.max(from.x, to.x), to.x + to.width);
    const y = from.y < to.y ? to.y + to.height * 0.1 : from.y > to.y + to.height ? to.y + to.height * 0.9 : to.y + to.height / 2;
    for (const [name, value] of Object.entries({ x1: from.x, y1: from.y, x2: x, y2: y })) line.setAttribute(name, value.toFixed(1));
    this.#leaders.append(line);
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

const arrows: Record<string, readonly [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
