import type { ServerClock } from '../age/clock';
import type { PanelAge } from '../age/panelAge';
import type { Happening } from '../link/frames';
import type { Texts } from '../page/config';
import type { City, Unit } from '../store/city';

/** The latest happenings as places and kinds, never persons. Rewritten every few seconds, so that it can be read. */
export class Happenings {
  #latest: Happening[] = [];
  #due = false;
  #within: Unit;

  constructor(
    private readonly panel: HTMLElement,
    private readonly city: City,
    private readonly texts: Texts,
    private readonly clock: ServerClock,
    private readonly age: PanelAge,
  ) {
    this.#within = city.root;
    window.setInterval(() => this.#write(), 4000);
  }

  hear = (happening: Happening): void => {
    // A beat says how old the loop's last sign of life is. What happened may have happened a while ago: it is heard now.
    this.age.heard(happening.type === 'beat' ? Date.parse(happening.at) : this.clock.now());
    if (!this.#line(happening)) return;
    this.#latest.unshift(happening);
    this.#latest.length = Math.min(this.#latest.length, mostRows);
    this.#due = true;
    if (this.panel.querySelector('li') === null) this.#write();
  };

  follow(unit: Unit): void {
    this.#within = unit;
    this.#latest = [];
    this.#due = true;
    this.age.begin();
    this.#write();
  }

  /** The panel came into sight: what was written while it had no size is fitted now. */
  shown(): void {
    this.#due = true;
    this.#write();
  }

  #write(): void {
    if (!this.#due || this.panel.hidden) return;
    this.#due = false;
    this.panel.querySelector<HTMLElement>('.empty')!.hidden = this.#latest.length > 0;
    const list = this.panel.querySelector<HTMLElement>('ol')!;
    list.replaceChildren(...this.#latest.map((happening) => {
      const [place, what] = this.#line(happening)!;
      const row = document.createElement('li');
      for (const [name, text] of [['place', place], ['what', what]] as const) {
        const part = document.createElement('span');
        part.className = name === 'what' && happening.type === 'overdue' ? 'what late-mark' : name;
        part.textContent = text;
        row.append(part, ' ');
      }
      return row;
    }));
    // What finds no room is left out whole: half a line is no line.
    while (list.lastElementChild && list.clientHeight > 0 && list.scrollHeight > list.clientHeight + 2) list.lastElementChild.remove();
  }

  #line(happening: Happening): [place: string, what: string] | undefined {
    if (happening.unit === undefined) return undefined;
    const venue = this.city.venue(happening.unit);
    const unit = venue ? this.city.units[venue.unit] : this.city.find(happening.unit);
    if (!unit) return undefined;
    const key = `happening.${happening.type}`;
    if (!this.texts.has(key)) return undefined;
    const kind = this.city.kind(happening.kind) ?? this.texts.get(`purpose.${happening.kind ?? ''}`);
    return [this.city.place(unit, this.#within), this.texts.get(key, { kind })];
  }
}

const mostRows = 8;
