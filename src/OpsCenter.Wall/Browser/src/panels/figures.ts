import type { Format } from '../page/format';
import type { Tiles } from '../store/tiles';

/**
 * Writes figures into the elements that name them: `data-unit` says whose, `data-figure` says which.
 * Elements with `data-follow` speak of the unit in focus.
 */
export class Figures {
  #byUnit = new Map<string, HTMLElement[]>();
  #dirty = new Set<string>();
  #asked = 0;

  constructor(private readonly tiles: Tiles, private readonly format: Format) {
    tiles.onChange((codes) => {
      for (const code of codes) if (this.#byUnit.has(code)) this.#dirty.add(code);
      if (this.#dirty.size > 0 && this.#asked === 0) this.#asked = requestAnimationFrame(() => this.#write());
    });
  }

  /** Finds the elements again; called when the page's structure or the unit in focus changed. */
  bind(focus: string): void {
    this.#byUnit = new Map();
    for (const element of document.querySelectorAll<HTMLElement>('[data-figure]')) {
      if (element.dataset['follow'] !== undefined) element.dataset['unit'] = focus;
      const unit = element.dataset['unit'] ?? focus;
      const others = this.#byUnit.get(unit);
      if (others) others.push(element);
      else this.#byUnit.set(unit, [element]);
      this.#show(element, unit);
    }
  }

  #write(): void {
    this.#asked = 0;
    for (const unit of this.#dirty) for (const element of this.#byUnit.get(unit) ?? []) this.#show(element, unit);
    this.#dirty.clear();
  }

  #show(element: HTMLElement, unit: string): void {
    const tile = this.tiles.get(unit);
    const text = this.format.figure(element.dataset['figure']!, tile);
    if (element.textContent !== text) element.textContent = text;
    const around = element.closest<HTMLElement>('[data-nonzero]');
    if (around) around.hidden = text === '0' || tile === undefined;
    if (element.dataset['figure'] === 'overdue' || element.dataset['figure'] === 'gaps') element.classList.toggle('raised', text !== '0' && tile !== undefined);
  }
}
