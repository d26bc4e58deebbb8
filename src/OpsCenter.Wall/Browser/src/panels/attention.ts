import type { FocusList } from '../link/frames';
import type { Format } from '../page/format';
import type { City, Unit } from '../store/city';

/** 重点关注网格, as the server ranks them: overdue hours per 1,000 households, never how much residents report. */
export class Attention {
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;
  #within: Unit;

  constructor(
    panel: HTMLElement,
    private readonly city: City,
    private readonly format: Format,
    private readonly open: (unit: Unit) => void,
  ) {
    this.#within = city.root;
    this.#list = panel.querySelector<HTMLElement>('ol')!;
    this.#empty = panel.querySelector<HTMLElement>('.empty')!;
  }

  follow(unit: Unit): void {
    this.#within = unit;
    this.#list.replaceChildren();
    this.#empty.hidden = true;
  }

  /** The newest list, for the picture that is kept. */
  last?: FocusList;

  hear = (list: FocusList): void => {
    this.last = list;
    const known = list.grids.filter((grid) => this.city.find(grid.unit));
    this.#empty.hidden = known.length > 0;
    if (known.length > 0 && this.#list.children.length === 0) this.#list.append(this.#row());
    const rows = known.slice(0, this.#room());
    while (this.#list.children.length > rows.length) this.#list.lastElementChild!.remove();
    while (this.#list.children.length < rows.length) this.#list.append(this.#row());
    rows.forEach((row, i) => {
      const [name, value] = this.#list.children[i]!.querySelectorAll<HTMLElement>('.name, .value');
      const unit = this.city.find(row.unit)!;
      write(name!, this.city.place(unit, this.#within));
      // A name that finds no room goes without the part it lies in.
      if (name!.scrollWidth > name!.clientWidth + 1) write(name!, this.city.gridName(unit));
      write(value!, this.format.number(row.overdue));
      value!.dataset['unit'] = row.unit;
    });
  };

  /** As many rows as the screen's profile leaves room for. */
  #room(): number {
    const row = this.#list.firstElementChild?.getBoundingClientRect().height ?? 0;
    return row === 0 ? 1 : Math.max(1, Math.floor((this.#list.clientHeight + 2) / row));
  }

  #row(): HTMLElement {
    const row = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'row';
    const name = document.createElement('span');
    name.className = 'name';
    const value = document.createElement('span');
    value.className = 'value';
    button.append(name, value);
    button.addEventListener('click', () => {
      const unit = this.city.find(value.dataset['unit'] ?? '');
      if (unit) this.open(unit);
    });
    row.append(button);
    return row;
  }
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
