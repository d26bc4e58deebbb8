/** The territory as the page knows it: units with their parents, one hexagon a grid, venues and kinds by name. */
export interface Unit {
  readonly index: number;
  readonly code: string;
  readonly parent: number;
  readonly name: string;
  readonly households: number;
  readonly children: number[];
  /** Cells below this unit; of a grid its own one. */
  readonly cells: number[];
}

export interface Venue {
  readonly id: string;
  readonly unit: number;
  readonly name: string;
}

/** Real outlines, in map units as cells are. */
export interface OutlineData {
  source: string;
  datum: string;
  /** 审图号; empty on a wall that nobody outside the office sees. */
  approval: string;
  /** index of the unit, then its rings: x, y, x, y, … */
  items: [number, ...number[][]][];
}

/** As `/wall/data/map/{scope}` sends it; rows are arrays, so that a city stays small on the wire. */
export interface MapData {
  hash: string;
  scope: string;
  /** code, index of the parent (−1: none), Chinese name, English name, households */
  units: [string, number, string, string, number][];
  /** index of the grid, q, r: three numbers a cell */
  cells: number[];
  /** id, index of the grid, Chinese name, English name */
  venues: [string, number, string, string][];
  /** code, Chinese name, English name */
  kinds: [string, string, string][];
  /** Present when the pack has outlines that this wall must not show. */
  outlinesRefused?: true;
  outlines?: OutlineData;
}

export class City {
  readonly units: Unit[];
  readonly cellUnit: Int32Array;
  readonly q: Int16Array;
  readonly r: Int16Array;
  readonly #index = new Map<string, number>();
  readonly #venues = new Map<string, Venue>();
  readonly #venuesOf = new Map<number, Venue[]>();
  readonly #kinds = new Map<string, string>();

  constructor(readonly data: MapData, private readonly lang: 'zh' | 'en') {
    const name = (zh: string, en: string) => (lang === 'en' && en ? en : zh);
    this.units = data.units.map(([code, parent, zh, en, households], index) => {
      this.#index.set(code, index);
      return { index, code, parent, name: name(zh, en), households, children: [], cells: [] };
    });
    for (const unit of this.units) if (unit.parent >= 0) this.units[unit.parent]!.children.push(unit.index);
    const count = data.cells.length / 3;
    this.cellUnit = new Int32Array(count);
    this.q = new Int16Array(count);
    this.r = new Int16Array(count);
    for (let cell = 0; cell < count; cell++) {
      const unit = data.cells[cell * 3]!;
      this.cellUnit[cell] = unit;
      this.q[cell] = data.cells[cell * 3 + 1]!;
      this.r[cell] = data.cells[cell * 3 + 2]!;
      for (let up = unit; up >= 0; up = this.units[up]!.parent) this.units[up]!.cells.push(cell);
    }
    for (const [id, unit, zh, en] of data.venues) {
      const venue = { id, unit, name: name(zh, en) };
      this.#venues.set(id, venue);
      const there = this.#venuesOf.get(unit);
      if (there) there.push(venue);
      else this.#venuesOf.set(unit, [venue]);
    }
    for (const [code, zh, en] of data.kinds) this.#kinds.set(code, name(zh, en));
  }

  get root(): Unit {
    return this.units[0]!;
  }

  find(code: string): Unit | undefined {
    const index = this.#index.get(code);
    return index === undefined ? undefined : this.units[index];
  }

  venue(id: string): Venue | undefined {
    return this.#venues.get(id);
  }

  venuesOf(unit: Unit): readonly Venue[] {
    return this.#venuesOf.get(unit.index) ?? [];
  }

  kind(code: string | undefined): string | undefined {
    return code === undefined ? undefined : this.#kinds.get(code);
  }

  parent(unit: Unit): Unit | undefined {
    return unit.parent < 0 ? undefined : this.units[unit.parent];
  }

  /** From the root of this page down to the unit. */
  path(unit: Unit): Unit[] {
    const up: Unit[] = [];
    for (let at: Unit | undefined = unit; at; at = this.parent(at)) up.unshift(at);
    return up;
  }

  /** The unit right below `above` in which `unit` lies; undefined when it lies elsewhere or is `above` itself. */
  childToward(above: Unit, unit: Unit): Unit | undefined {
    for (let at: Unit | undefined = unit; at; at = this.parent(at)) if (at.parent === above.index) return at;
    return undefined;
  }

  isBelow(above: Unit, unit: Unit): boolean {
    return above === unit || this.childToward(above, unit) !== undefined;
  }

  /** A place as people say it: the part of the focus that it lies in, and the grid: 芝罘·文化里 03, or Wenhuali 03, Zhifu. */
  place(unit: Unit, within: Unit): string {
    return this.placeParts(unit, within).map(({ text }) => text).join('');
  }

  /** The same in its pieces, in the order of the language; a break may stand between them. */
  placeParts(unit: Unit, within: Unit): { kind: 'part' | 'grid'; text: string }[] {
    const part = this.childToward(within, unit);
    const grid = this.gridName(unit);
    if (!part || part === unit || part.index === unit.parent) return [{ kind: 'grid', text: grid }];
    return this.lang === 'en'
      ? [{ kind: 'grid', text: `${grid}, ` }, { kind: 'part', text: part.name }]
      : [{ kind: 'part', text: `${part.name}·` }, { kind: 'grid', text: grid }];
  }

  /** Inside a community the grids go by what tells them apart. */
  shortName(unit: Unit): string {
    const above = this.parent(unit)?.name ?? '';
    const rest = above !== '' && unit.children.length === 0 && unit.name.startsWith(above) ? unit.name.slice(above.length).replace(/^[\s·]+/, '') : '';
    return rest === '' ? unit.name : rest;
  }

  /** A grid in a list: 文化里 03 for 文化里社区 03. A community's only grid bears the community's name: its number says nothing. */
  gridName(unit: Unit): string {
    const parent = this.parent(unit);
    const name = parent && unit.children.length === 0 && parent.children.length === 1 ? parent.name : unit.name;
    return unit.children.length === 0 ? name.replace(/(?<=..)社区(?= |$)/, '') : name;
  }
}

