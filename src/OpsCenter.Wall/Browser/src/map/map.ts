import OlMap from 'ol/Map';
import View from 'ol/View';
import { defaults as defaultInteractions } from 'ol/interaction/defaults';
import OlProjection from 'ol/proj/Projection';
import type { Texts } from '../page/config';
import type { Focus } from '../page/focus';
import type { City, Unit } from '../store/city';
import type { Tiles } from '../store/tiles';
import { Borders } from './borders';
import { CanvasLayer } from './canvasLayer';
import { Cells, lookOf, outside } from './cells';
import { fitInto, rowsOf } from './fit';
import { Labels, type Place } from './labels';
import { cellAt, Lattice } from './lattice';
import { Marks } from './marks';
import { OutlineMap } from './outlines';
import { onPalette, palette, shapes } from './palette';
import type { Box } from './spread';

/** The city as hexagons: one a grid, lighter where it asks for attention; a click goes one level down. */
export class CityMap {
  readonly #lattice: Lattice;
  readonly #cells: Cells;
  readonly #borders: Borders;
  readonly #marks: Marks;
  readonly #childOf: Int32Array;
  readonly #map: OlMap;
  readonly #labels: Labels;
  readonly #cellsLayer: CanvasLayer;
  readonly #marksLayer: CanvasLayer;
  readonly #linesLayer: CanvasLayer;
  readonly #outlines: OutlineMap | undefined;
  readonly #cellOfGrid = new Map<string, number>();
  #chosen?: Unit;
  #timer = 0;

  constructor(
    private readonly holder: HTMLElement,
    private readonly city: City,
    private readonly tiles: Tiles,
    private readonly focus: Focus,
    private readonly texts: Texts,
    seams: { x: number[]; y: number[] },
  ) {
    this.#lattice = new Lattice(city.q, city.r);
    this.#cells = new Cells(city.q, city.r);
    this.#borders = new Borders(city, this.#lattice);
    this.#marks = new Marks(this.#cells);
    this.#outlines = city.data.outlines && new OutlineMap(city, city.data.outlines);
    holder.querySelector<HTMLElement>('[data-outlines-refused]')!.hidden = !city.data.outlinesRefused;
    this.#childOf = new Int32Array(city.q.length).fill(-1);
    city.cellUnit.forEach((unit, cell) => this.#cellOfGrid.set(city.units[unit]!.code, cell));
    this.#cellsLayer = new CanvasLayer((context, view) => (this.#real() ? this.#real()!.paint(context, view, this.#shown!, (unit) => this.#levelOf(unit)) : this.#cells.paintAll(context, view)));
    this.#linesLayer = new CanvasLayer((context, view) => (this.#real() ? this.#real()!.paintLines(context, view, this.#shown!) : this.#borders.paint(context, view)));
    this.#marksLayer = new CanvasLayer((context, view) => {
      const real = this.#real();
      if (!real) this.#marks.paint(context, view, this.#markSize());
      if (this.#chosen && real) real.stroke(context, view, this.#chosen, palette.chosen, Math.max(2, view.height / 360));
      else if (this.#chosen) this.#borders.paintUnit(context, view, this.#chosen);
    });
    const projection = new OlProjection({ code: 'schematic', units: 'pixels' });
    this.#map = new OlMap({
      target: holder.querySelector<HTMLElement>('.map-canvases')!,
      layers: [this.#cellsLayer, this.#linesLayer, this.#marksLayer],
      controls: [],
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false, keyboard: false, doubleClickZoom: false }),
      view: new View({ projection, center: [0, 0], resolution: 1, minResolution: 0.002, maxResolution: 10, enableRotation: false }),
    });
    this.#labels = new Labels(holder.querySelector<HTMLElement>('.map-labels')!, (unit) => this.#open(unit), (unit) => this.#choose(unit),
      (unit) => this.#describe(unit), () => this.#seamsHere(seams), () => this.#words());
    this.#map.on('click', (event) => this.#click(event.coordinate as [number, number]));
    this.#map.on('pointerdrag', () => focus.touched());
    this.#map.on('postrender', () => {
      const view = this.#cellsLayer.projection;
      if (view) this.#labels.place(view, window.devicePixelRatio);
    });
    const sizes = new ResizeObserver(() => {
      this.#map.updateSize();
      this.#fit();
    });
    // The words over the map too: when a count grows, the map gives way.
    for (const each of [holder, ...holder.querySelectorAll(overMap)]) sizes.observe(each);
    tiles.onChange((codes) => this.#heard(codes));
    focus.onChange((unit) => this.show(unit));
    onPalette(() => this.#repaint());
    // A font that comes late makes names and words wider than they were when they found their places.
    document.fonts.addEventListener('loadingdone', () => {
      this.#fitted = '';
      this.#fit();
    });
  }

  /** Draws borders, names and looks for a unit in focus, and brings it into view. */
  show(unit: Unit): void {
    const shown = unit.children.length === 0 ? this.city.parent(unit) ?? unit : unit;
    this.#childOf.fill(-1);
    for (const child of shown.children) for (const cell of this.city.units[child]!.cells) this.#childOf[cell] = child;
    this.#borders.trace(shown, this.#childOf);
    for (let cell = 0; cell < this.#childOf.length; cell++) this.#cells.look[cell] = this.#lookOf(cell);
    this.#chosen = unit === shown ? undefined : unit;
    this.#shown = shown;
    this.#say();
    this.#labels.show(shown.children.map((child) => this.#centre(this.city.units[child]!)).sort((a, b) => b.unit.cells.length - a.unit.cells.length));
    this.#invalidate();
    this.#fitted = '';
    this.#fit();
  }

  #shown?: Unit;
  /** What the view was fitted to; nothing is fitted or placed twice for the same. */
  #fitted = '';

  /** The outlines, when the part in view is drawn by them. */
  #real(): OutlineMap | undefined {
    return this.#shown && this.#outlines?.shows(this.#shown) ? this.#outlines : undefined;
  }

  /** What kind of map this is: a schematic, or whose outlines, by which approval. */
  #say(): void {
    const real = this.#real();
    const [schematic, approval] = [this.holder.querySelector<HTMLElement>('.schematic.marked')!, this.holder.querySelector<HTMLElement>('[data-approval]')!];
    schematic.hidden = real !== undefined;
    approval.hidden = real === undefined;
    if (!real) return;
    const { approval: number, datum, source } = real.data;
    approval.firstElementChild!.textContent = this.texts.get(number === '' ? 'map.unapproved' : 'map.approval', { number, datum, source });
  }

  #levelOf(unit: Unit): number {
    return Math.min(this.tiles.get(unit.code)?.level ?? 0, 3);
  }

  #heard(codes: Iterable<string>): void {
    for (const code of codes) {
      const cell = this.#cellOfGrid.get(code);
      if (cell !== undefined) this.#cells.look[cell] = this.#lookOf(cell);
    }
    if (this.#timer === 0) this.#timer = window.setTimeout(() => this.#paintChanges(), repaintMs);
  }

  #paintChanges(): void {
    this.#timer = 0;
    const view = this.#cellsLayer.projection;
    if (this.#real()) this.#repaint();
    else if (view && this.#cells.paintChanged(this.#cellsLayer.context, view) > 0) {
      this.#marksLayer.repaint();
      this.#map.render();
    }
    this.#labels.refresh();
    if (view) this.#labels.place(view, window.devicePixelRatio);
  }

  #invalidate(): void {
    for (const layer of [this.#cellsLayer, this.#linesLayer, this.#marksLayer]) layer.invalidate();
  }

  #repaint(): void {
    this.#invalidate();
    this.#map.render();
  }

  #lookOf(cell: number): number {
    if (this.#childOf[cell]! < 0) return outside;
    const tile = this.tiles.get(this.city.units[this.city.cellUnit[cell]!]!.code);
    return lookOf(tile?.open ?? 0, tile?.level ?? 0);
  }

  #centre(unit: Unit): Place {
    const real = this.#real();
    if (real) return { unit, ...real.middle(unit), owns: (atX, atY) => real.owns(unit.index, atX, atY) };
    let x = 0, y = 0;
    for (const cell of unit.cells) {
      x += this.#cells.x[cell]!;
      y += this.#cells.y[cell]!;
    }
    return { unit, x: x / unit.cells.length, y: y / unit.cells.length, owns: (atX, atY) => this.#isIn(unit, this.#lattice.at(...cellAt(atX, atY))) };
  }

  #isIn(unit: Unit, cell: number): boolean {
    if (cell < 0) return false;
    return this.#childOf[cell] === unit.index;
  }

  #fit(): void {
    const size = this.#map.getSize();
    if (!this.#shown || !size || size[0] === 0) return;
    const [words, root] = [this.#words(), rootSize()];
    const wanted = JSON.stringify([this.#shown.index, size, root, words]);
    if (wanted === this.#fitted) return;
    this.#fitted = wanted;
    const fit = fitInto(this.#real()?.rows(this.#shown, 60) ?? rowsOf(this.#shown.cells, this.#cells), size as [number, number], words, root);
    this.#labels.displace();
    this.#map.getView().setResolution(fit.resolution);
    this.#map.getView().setCenter(fit.center);
    this.#map.renderSync();
  }

  #markSize(): number {
    const ratio = window.devicePixelRatio;
    return rootSize() * 0.19 * ratio;
  }

  #choose(unit: Unit | undefined): void {
    this.#chosen = unit;
    this.focus.touched();
    this.#marksLayer.repaint();
    this.#map.render();
  }

  #open(unit: Unit): void {
    this.focus.to(unit);
  }

  #click([x, y]: [number, number]): void {
    const real = this.#real();
    if (real) {
      const part = real.at(x, -y, this.#shown!);
      if (part) this.focus.to(part);
      else this.focus.up();
      return;
    }
    const cell = this.#lattice.at(...cellAt(x, -y));
    if (cell < 0) return;
    const grid = this.city.units[this.city.cellUnit[cell]!]!;
    const above = this.#shown!;
    const child = this.city.childToward(above, grid);
    if (child) this.focus.to(child);
    else this.focus.up();
  }

  #describe(unit: Unit): { text: string; label: string; level: number } {
    const tile = this.tiles.get(unit.code);
    const level = this.#levelOf(unit);
    return {
      text: level >= 2 ? `${this.city.shortName(unit)} ${shapes[level]}` : this.city.shortName(unit),
      label: this.texts.get('map.unit', { name: unit.name, level: this.texts.get(`level.${level}`), open: tile?.open ?? 0, overdue: tile?.overdue ?? 0 }),
      level,
    };
  }

  /** The words that stand over the map: names keep clear of them. */
  #words(): Box[] {
    const box = this.holder.getBoundingClientRect();
    return [...this.holder.querySelectorAll(overMap)].map((element) => element.getBoundingClientRect())
      .filter((each) => each.width > 0).map(({ x, y, width, height }) => ({ x: x - box.x, y: y - box.y, width, height }));
  }

  /** The seams of the screen, as lines of the map's own pixels. */
  #seamsHere(seams: { x: number[]; y: number[] }): { x: number[]; y: number[] } {
    if (seams.x.length + seams.y.length === 0) return seams;
    const box = this.holder.getBoundingClientRect();
    return { x: seams.x.map((part) => part * window.innerWidth - box.left), y: seams.y.map((part) => part * window.innerHeight - box.top) };
  }
}

/** What stands over the map. */
const overMap = '.map-words > p, .legend li, .schematic > *';

/** At most four repaints a second, however fast frames come. */
const repaintMs = 250;

function rootSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}
