import type { Projection } from './canvasLayer';
import { centreX, centreY, corners } from './lattice';
import { palette } from './palette';

/** How one cell looks: outside of the focus, quiet, with open requests, then levels 1 to 3. */
const looks = (): readonly string[] => [palette.outside, palette.quiet, palette.some, ...palette.levels];
export const outside = 0;
const quiet = 1;

export function lookOf(open: number, level: number): number {
  return level > 0 ? 2 + Math.min(level, 3) : open > 0 ? 2 : 1;
}

/** The hexagons: all of them when the view moved, else only those whose look changed. */
export class Cells {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly look: Uint8Array;
  readonly drawn: Uint8Array;

  constructor(q: Int16Array, r: Int16Array) {
    this.x = Float32Array.from(q, (value, i) => centreX(value, r[i]!));
    this.y = Float32Array.from(r, (value) => centreY(value));
    this.look = new Uint8Array(q.length).fill(1);
    this.drawn = new Uint8Array(q.length).fill(255);
  }

  paintAll(context: CanvasRenderingContext2D, view: Projection): void {
    const reach = 1.2 * view.scale;
    const colours = looks();
    for (let look = 0; look < colours.length; look++) {
      const edged = begin(context, view, look, colours);
      let inPath = 0;
      context.beginPath();
      for (let i = 0; i < this.look.length; i++) {
        if (this.look[i] !== look) continue;
        this.drawn[i] = look;
        const x = this.x[i]! * view.scale + view.dx;
        const y = this.y[i]! * view.scale + view.dy;
        if (x < -reach || y < -reach || x > view.width + reach || y > view.height + reach) continue;
        trace(context, x, y, view.scale * filled);
        // A path of thousands of hexagons is slower to fill than many small ones.
        if (++inPath % 48 === 0) {
          end(context, edged);
          context.beginPath();
        }
      }
      end(context, edged);
    }
  }

  /** @returns how many cells were drawn */
  paintChanged(context: CanvasRenderingContext2D, view: Projection): number {
    let count = 0;
    const colours = looks();
    for (let i = 0; i < this.look.length; i++) {
      if (this.look[i] === this.drawn[i]) continue;
      this.drawn[i] = this.look[i]!;
      count++;
      const [x, y] = [this.x[i]! * view.scale + view.dx, this.y[i]! * view.scale + view.dy];
      // The whole place of the cell first, so that no edge of its former look stays.
      context.fillStyle = palette.ground;
      context.beginPath();
      trace(context, x, y, view.scale);
      context.fill();
      const edged = begin(context, view, this.look[i]!, colours);
      context.beginPath();
      trace(context, x, y, view.scale * filled);
      end(context, edged);
    }
    return count;
  }
}

/** From this side of a cell on, in pixels, quiet cells have an edge; smaller ones would be nothing but edges. */
export const edgedFrom = 9;

function begin(context: CanvasRenderingContext2D, view: Projection, look: number, colours: readonly string[]): boolean {
  context.fillStyle = colours[look]!;
  context.strokeStyle = palette.edge;
  context.lineWidth = Math.max(1, view.height / 900);
  return look === quiet && view.scale >= edgedFrom * window.devicePixelRatio;
}

function end(context: CanvasRenderingContext2D, edged: boolean): void {
  context.fill();
  if (edged) context.stroke();
}

/** A hair of dark between the cells lets the eye see grids, not an area. */
const filled = 0.9;

function trace(context: CanvasRenderingContext2D, x: number, y: number, side: number): void {
  context.moveTo(x + corners[0]![0] * side, y + corners[0]![1] * side);
  for (let i = 1; i < 6; i++) context.lineTo(x + corners[i]![0] * side, y + corners[i]![1] * side);
  context.closePath();
}
