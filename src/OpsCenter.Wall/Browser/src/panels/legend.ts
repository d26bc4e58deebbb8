import type { Format } from '../page/format';
import type { City, Unit } from '../store/city';
import type { Tiles } from '../store/tiles';

/** Shape, word and count of each level: the key to the map, and how many grids ask for attention. */
export class Legend {
  #focus: Unit;
  #due = true;

  constructor(private readonly panel: HTMLElement, private readonly city: City, private readonly tiles: Tiles, private readonly format: Format) {
    this.#focus = city.root;
    tiles.onChange(() => (this.#due = true));
    window.setInterval(() => this.#write(), 1000);
  }

  follow(unit: Unit): void {
    this.#focus = unit;
    this.#due = true;
    this.#write();
  }

  #write(): void {
    if (!this.#due) return;
    this.#due = false;
    // The first of them: grids of no level where something is open.
    const counts = [0, 0, 0, 0];
    for (const cell of this.#focus.cells) {
      const tile = this.tiles.get(this.city.units[this.city.cellUnit[cell]!]!.code);
      const level = Math.min(tile?.level ?? 0, 3);
      if (level > 0 || (tile?.open ?? 0) > 0) counts[level]!++;
    }
    for (const element of this.panel.querySelectorAll<HTMLElement>('[data-level-count]')) {
      const text = this.format.number(counts[Number(element.dataset['levelCount'])]!);
      if (element.textContent !== text) element.textContent = text;
    }
  }
}
