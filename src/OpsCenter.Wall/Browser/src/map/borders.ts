import type { City, Unit } from '../store/city';
import type { Projection } from './canvasLayer';
import { edgedFrom } from './cells';
import { centreX, centreY, corners, neighbours, type Lattice } from './lattice';
import { palette } from './palette';

/** The borders that the focus shows: around it, and between the units right below it. */
export class Borders {
  #outer = new Float32Array(0);
  #inner = new Float32Array(0);

  constructor(private readonly city: City, private readonly lattice: Lattice) {}

  /** @param childOf for each cell the index of the unit below the focus that holds it; −1 outside of the focus */
  trace(focus: Unit, childOf: Int32Array): void {
    const outer: number[] = [];
    const inner: number[] = [];
    for (const cell of focus.cells) {
      const q = this.city.q[cell]!;
      const r = this.city.r[cell]!;
      for (let edge = 0; edge < 6; edge++) {
        const next = this.lattice.at(q + neighbours[edge]![0], r + neighbours[edge]![1]);
        const other = next < 0 ? -1 : childOf[next]!;
        if (other === childOf[cell]) continue;
        if (other >= 0 && next < cell) continue;
        push(other < 0 ? outer : inner, q, r, edge);
      }
    }
    this.#outer = Float32Array.from(outer);
    this.#inner = Float32Array.from(inner);
  }

  paint(context: CanvasRenderingContext2D, view: Projection): void {
    const width = Math.max(1, view.height / 720);
    context.lineCap = 'round';
    const large = view.scale >= edgedFrom * window.devicePixelRatio;
    stroke(context, view, this.#inner, large ? palette.outer : palette.inner, large ? width * 1.5 : width);
    stroke(context, view, this.#outer, palette.outer, large ? width * 2 : width * 1.5);
  }

  /** The border of one unit, e.g. the one that the keyboard chose. */
  paintUnit(context: CanvasRenderingContext2D, view: Projection, unit: Unit): void {
    const mine = new Set(unit.cells);
    const edges: number[] = [];
    for (const cell of unit.cells) {
      const q = this.city.q[cell]!;
      const r = this.city.r[cell]!;
      for (let edge = 0; edge < 6; edge++) {
        if (!mine.has(this.lattice.at(q + neighbours[edge]![0], r + neighbours[edge]![1]))) push(edges, q, r, edge);
      }
    }
    stroke(context, view, Float32Array.from(edges), palette.chosen, Math.max(2, view.height / 360));
  }
}

function push(into: number[], q: number, r: number, edge: number): void {
  const [fromX, fromY] = corners[edge]!;
  const [toX, toY] = corners[(edge + 1) % 6]!;
  const x = centreX(q, r);
  const y = centreY(r);
  into.push(x + fromX, y + fromY, x + toX, y + toY);
}

function stroke(context: CanvasRenderingContext2D, view: Projection, edges: Float32Array, colour: string, width: number): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (let i = 0; i < edges.length; i += 4) {
    context.moveTo(edges[i]! * view.scale + view.dx, edges[i + 1]! * view.scale + view.dy);
    context.lineTo(edges[i + 2]! * view.scale + view.dx, edges[i + 3]! * view.scale + view.dy);
  }
  context.stroke();
}
