import type { Projection } from './canvasLayer';
import type { Cells } from './cells';
import { palette } from './palette';

/** The shapes over grids of level 1 (●), 2 (◆) and 3 (▲): large enough to be seen from afar, whatever the size of a cell. */
export class Marks {
  constructor(private readonly cells: Cells) {}

  paint(context: CanvasRenderingContext2D, view: Projection, markSize: number): void {
    const size = Math.max(markSize, view.scale * 0.5);
    for (const { look, draw, share, level } of shapes) {
      for (let i = 0; i < this.cells.look.length; i++) {
        if (this.cells.look[i] !== look) continue;
        const x = this.cells.x[i]! * view.scale + view.dx;
        const y = this.cells.y[i]! * view.scale + view.dy;
        if (x < 0 || y < 0 || x > view.width || y > view.height) continue;
        context.beginPath();
        draw(context, x, y, size * share);
        context.lineWidth = size * 0.5;
        context.strokeStyle = palette.ground;
        context.stroke();
        context.fillStyle = palette.marks[level]!;
        context.fill();
      }
    }
  }
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.arc(x, y, size, 0, 2 * Math.PI);
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.moveTo(x, y - size);
  context.lineTo(x + size * 0.8, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size * 0.8, y);
  context.closePath();
}

function triangle(context: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  context.moveTo(x, y - size);
  context.lineTo(x + size * 0.95, y + size * 0.7);
  context.lineTo(x - size * 0.95, y + size * 0.7);
  context.closePath();
}

/** Drawn in this order: the worst on top. */
const shapes = [
  { look: 3, draw: circle, share: 0.6, level: 0 },
  { look: 4, draw: diamond, share: 1, level: 1 },
  { look: 5, draw: triangle, share: 1.25, level: 2 },
] as const;
