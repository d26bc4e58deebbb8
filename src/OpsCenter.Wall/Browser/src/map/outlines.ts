import type { City, OutlineData, Unit } from '../store/city';
import type { Projection } from './canvasLayer';
import type { Row } from './fit';
import { palette } from './palette';

/** Imported outlines: drawn instead of hexagons wherever the units right below the focus have them. */
export class OutlineMap {
  readonly #rings = new Map<number, readonly Float32Array[]>();

  constructor(private readonly city: City, readonly data: OutlineData) {
    for (const [unit, ...rings] of data.items) this.#rings.set(unit, rings.map((ring) => Float32Array.from(ring)));
  }

  /** A unit half of whose parts are known is shown as a schematic: a map with holes would be read as a map. */
  shows(unit: Unit): boolean {
    return unit.children.length > 0 && unit.children.every((child) => this.#rings.has(child));
  }

  paint(context: CanvasRenderingContext2D, view: Projection, shown: Unit, levelOf: (unit: Unit) => number): void {
    for (const child of shown.children) {
      const level = levelOf(this.city.units[child]!);
      context.fillStyle = level > 0 ? palette.levels[level - 1]! : palette.quiet;
      trace(context, view, this.#rings.get(child)!);
      context.fill('evenodd');
    }
  }

  paintLines(context: CanvasRenderingContext2D, view: Projection, shown: Unit): void {
    for (const child of shown.children) this.stroke(context, view, this.city.units[child]!, palette.outer, Math.max(1, view.height / 540));
  }

  stroke(context: CanvasRenderingContext2D, view: Projection, unit: Unit, colour: string, width: number): void {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.lineJoin = 'round';
    trace(context, view, this.#rings.get(unit.index) ?? []);
    context.stroke();
  }

  at(x: number, y: number, shown: Unit): Unit | undefined {
    const child = shown.children.find((each) => this.owns(each, x, y));
    return child === undefined ? undefined : this.city.units[child];
  }

  owns(unit: number, x: number, y: number): boolean {
    return (this.#rings.get(unit) ?? []).reduce((inside, ring) => inside !== crossesOdd(ring, x, y), false);
  }

  /** Where a name starts to look for room: the middle of the largest ring. */
  middle(unit: Unit): { x: number; y: number } {
    let best = { x: 0, y: 0 };
    let most = 0;
    for (const ring of this.#rings.get(unit.index)!) {
      const { area, x, y } = centroid(ring);
      if (Math.abs(area) > most) [most, best] = [Math.abs(area), { x, y }];
    }
    return best;
  }

  /** The shape in lines of the height given, each from its westernmost to its easternmost point. */
  rows(shown: Unit, count: number): { rows: Row[]; half: number } {
    const rings = shown.children.flatMap((child) => this.#rings.get(child)!);
    let [top, bottom] = [Infinity, -Infinity];
    for (const ring of rings) for (let i = 1; i < ring.length; i += 2) [top, bottom] = [Math.min(top, ring[i]!), Math.max(bottom, ring[i]!)];
    const half = (bottom - top) / count / 2;
    const rows: Row[] = Array.from({ length: count }, (_, i) => ({ y: top + half * (2 * i + 1), left: Infinity, right: -Infinity }));
    const mark = (x: number, y: number): void => {
      const row = rows[Math.min(count - 1, Math.max(0, Math.floor((y - top) / half / 2)))]!;
      [row.left, row.right] = [Math.min(row.left, x), Math.max(row.right, x)];
    };
    for (const ring of rings) {
      for (let i = 0; i + 3 < ring.length; i += 2) {
        const steps = Math.max(1, Math.ceil(Math.abs(ring[i + 3]! - ring[i + 1]!) / half));
        for (let s = 0; s <= steps; s++) mark(ring[i]! + ((ring[i + 2]! - ring[i]!) * s) / steps, ring[i + 1]! + ((ring[i + 3]! - ring[i + 1]!) * s) / steps);
      }
    }
    return { rows: rows.filter((row) => row.left <= row.right), half };
  }
}

function trace(context: CanvasRenderingContext2D, view: Projection, rings: readonly Float32Array[]): void {
  context.beginPath();
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [ring[i]! * view.scale + view.dx, ring[i + 1]! * view.scale + view.dy];
      if (i === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  }
}

function crossesOdd(ring: Float32Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[i + 2]!, ring[i + 3]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function centroid(ring: Float32Array): { area: number; x: number; y: number } {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const cross = ring[i]! * ring[i + 3]! - ring[i + 2]! * ring[i + 1]!;
    area += cross;
    x += (ring[i]! + ring[i + 2]!) * cross;
    y += (ring[i + 1]! + ring[i + 3]!) * cross;
  }
  return { area, x: x / (3 * area), y: y / (3 * area) };
}
