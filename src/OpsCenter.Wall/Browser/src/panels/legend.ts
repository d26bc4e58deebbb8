import type { Format } from '../page/format';
import type { City, Unit } from '../store/city';
import type { Tiles } from '../store/tiles';

/** Shape and word of what the map shows, and how many grids are at each level. */
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
    const counts = [0, 0, 0, 0];
    for (const cell of this.#focus.cells) {
      const tile = this.tiles.get(this.city.units[this.city.cellUnit[cell]!]!.code);
      counts[Math.min(tile?.level ?? 0, 3)]!++;
    }
    for (const element of this.panel.querySelectorAll<HTMLElement>('[data-level-count]')) {
      const text = this.format.number(counts[Number(element.dataset['levelCount'])]!);
      if (element.textContent !== text) element.textContent = text;
    }
  }
}
