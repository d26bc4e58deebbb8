import Layer from 'ol/layer/Layer';
import type { FrameState } from 'ol/Map';

/** From map units to pixels of a canvas, as the view stands. */
export interface Projection {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A layer whose canvas we draw ourselves: painted whole when the view moved, else handed back as it is,
 * so that a change of a few cells costs the drawing of a few cells.
 */
export class CanvasLayer extends Layer {
  readonly canvas = document.createElement('canvas');
  readonly context = this.canvas.getContext('2d')!;
  #view = '';
  projection?: Projection;

  constructor(private readonly paint: (context: CanvasRenderingContext2D, projection: Projection) => void) {
    super({});
    this.canvas.className = 'map-canvas';
  }

  override render(state: FrameState): HTMLElement {
    const ratio = state.pixelRatio;
    const [width, height] = [Math.round(state.size[0]! * ratio), Math.round(state.size[1]! * ratio)];
    const { center, resolution } = state.viewState;
    const view = `${center[0]},${center[1]},${resolution},${width},${height}`;
    if (view !== this.#view) {
      this.#view = view;
      if (this.canvas.width !== width) this.canvas.width = width;
      if (this.canvas.height !== height) this.canvas.height = height;
      const scale = ratio / resolution;
      this.projection = { scale, dx: width / 2 - center[0]! * scale, dy: height / 2 + center[1]! * scale, width, height };
      this.repaint();
    }
    return this.canvas;
  }

  /** What it shows changed: the next frame paints it whole. */
  invalidate(): void {
    this.#view = '';
  }

  repaint(): void {
    if (!this.projection) return;
    this.context.clearRect(0, 0, this.projection.width, this.projection.height);
    this.paint(this.context, this.projection);
  }
}
