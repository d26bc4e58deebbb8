import type { PanelAge } from '../age/panelAge';
import type { FocusList } from '../link/frames';
import type { Format } from '../page/format';
import type { City, Unit } from '../store/city';

/** 重点关注网格, as the server ranks them: overdue hours per 1,000 households, never how much residents report. */
export class Attention {
  readonly #list: HTMLElement;
  readonly #empty: HTMLElement;
  #within: Unit;
  #known: FocusList['grids'] = [];

  constructor(
    panel: HTMLElement,
    private readonly city: City,
    private readonly format: Format,
    private readonly open: (unit: Unit) => void,
    private readonly age: PanelAge,
  ) {
    this.#within = city.root;
    this.#list = panel.querySelector<HTMLElement>('ol')!;
    this.#empty = panel.querySelector<HTMLElement>('.empty')!;
    // What stands below may take a line more, or give one back.
    new ResizeObserver(() => this.#show()).observe(this.#list);
  }

  follow(unit: Unit): void {
    this.#within = unit;
    this.#known = [];
    this.#list.replaceChildren();
    this.#empty.hidden = true;
    this.age.begin();
  }

  /** The newest list, for the picture that is kept. */
  last?: FocusList;

  hear = (list: FocusList): void => {
    this.last = list;
    this.age.heard(Date.parse(list.at));
    this.#known = list.grids.filter((grid) => this.city.find(grid.unit));
    this.#empty.hidden = this.#known.length > 0;
    this.#show();
  };

  /** As many rows as the screen's profile leaves room for; a name that finds none on one line takes two, and none is cut. */
  #show(): void {
    const rows = this.#known;
    const room = this.#list.clientHeight + 2;
    let shown = 0;
    for (let bottom = 0; shown < rows.length; shown++) {
      const row = (this.#list.children[shown] as HTMLElement | undefined) ?? this.#list.appendChild(this.#row());
      this.#write(row, rows[shown]!);
      bottom += row.getBoundingClientRect().height;
      if (bottom > room && shown > 0) break;
    }
    while (this.#list.children.length > shown) this.#list.lastElementChild!.remove();
  }

  #write(row: HTMLElement, { unit: code, rate }: FocusList['grids'][number]): void {
    const name = row.querySelector<HTMLElement>('.name')!;
    const value = row.querySelector<HTMLElement>('.value')!;
    const parts = this.city.placeParts(this.city.find(code)!, this.#within);
    const text = this.format.rate(rate);
    if (value.textContent !== text) value.textContent = text;
    value.dataset['unit'] = code;
    if (name.textContent === parts.map((part) => part.text).join('')) return;
    name.replaceChildren(...parts.map((part) => {
      const piece = document.createElement('span');
      piece.className = part.kind;
      piece.textContent = part.text;
      return piece;
    }));
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
