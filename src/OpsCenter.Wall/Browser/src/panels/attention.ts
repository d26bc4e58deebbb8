import type { PanelAge } from '../age/panelAge';
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
    private readonly age: PanelAge,
  ) {
    this.#within = city.root;
    this.#list = panel.querySelector<HTMLElement>('ol')!;
    this.#empty = panel.querySelector<HTMLElement>('.empty')!;
  }

  follow(unit: Unit): void {
    this.#within = unit;
    this.#list.replaceChildren();
    this.#empty.hidden = true;
    this.age.begin();
  }

  /** The newest list, for the picture that is kept. */
  last?: FocusList;

  hear = (list: FocusList): void => {
    this.last = list;
    this.age.heard(Date.parse(list.at));
    const known = list.grids.filter((grid) => this.city.find(grid.unit));
    this.#empty.hidden = known.length > 0;
    if (known.length > 0 && this.#list.children.length === 0) this.#list.append(this.#row());
    const rows = known.slice(0, this.#room());
    while (this.#list.children.length > rows.length) this.#list.lastElementChild!.remove();
    while (this.#list.children.length < rows.length) this.#list.append(this.#row());
    const names = rows.map((row, i) => {
      const [name, value] = this.#list.children[i]!.querySelectorAll<HTMLElement>('.name, .value');
      const unit = this.city.find(row.unit)!;
      write(name!, this.city.place(unit, this.#within));
      write(value!, this.format.rate(row.rate));
      value!.dataset['unit'] = row.unit;
      return { name: name!, unit };
    });
    // Where one name finds no room with the part it lies in, all go without: a list speaks in one way.
    if (names.some(({ name }) => name.scrollWidth > name.clientWidth + 1)) {
      for (const { name, unit } of names) shorten(name, this.city.gridName(unit));
    }
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

/** A name too long for its row gives up letters of its words, never the number that tells the grid apart. */
function shorten(element: HTMLElement, name: string): void {
  write(element, name);
  const [words, number] = /^(.*?)((?:\s\S{1,4})?)$/.exec(name)!.slice(1) as [string, string];
  for (let length = words.length - 1; length > 2 && element.scrollWidth > element.clientWidth + 1; length--) write(element, `${words.slice(0, length).trimEnd()}…${number}`);
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}
