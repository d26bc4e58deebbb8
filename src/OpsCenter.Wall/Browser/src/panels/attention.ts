import type { FocusList } from '../link/frames';
import type { Format } from '../page/format';
import type { City, Unit } from '../store/city';

/** 重点关注网格, as the server ranks them: overdue hours per 1,000 households, never how much residents report. */
export class Attention {
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;

  constructor(
    panel: HTMLElement,
    private readonly city: City,
    private readonly format: Format,
    private readonly open: (unit: Unit) => void,
    private readonly rows: number,
  ) {
    this.#list = panel.querySelector<HTMLElement>('ol')!;
    this.#empty = panel.querySelector<HTMLElement>('.empty')!;
  }

  clear(): void {
    this.#list.replaceChildren();
    this.#empty.hidden = true;
  }

  hear = (list: FocusList): void => {
    const rows = list.grids.filter((grid) => this.city.find(grid.unit)).slice(0, this.rows);
    this.#empty.hidden = rows.length > 0;
    while (this.#list.children.length > rows.length) this.#list.lastElementChild!.remove();
    while (this.#list.children.length < rows.length) this.#list.append(this.#row());
    rows.forEach((row, i) => {
      const [name, value] = this.#list.children[i]!.querySelectorAll<HTMLElement>('.name, .value');
      write(name!, this.city.place(this.city.find(row.unit)!));
      write(value!, this.format.number(row.overdue));
      value!.dataset['unit'] = row.unit;
    });
  };

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
