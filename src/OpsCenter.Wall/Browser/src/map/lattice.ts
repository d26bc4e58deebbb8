/** The hexagon lattice: pointy side up, side 1. East is +x, south is +y, as the published schematic says. */
export const halfWidth = Math.sqrt(3) / 2;

/** The six corners, clockwise from the top: x, y. */
export const corners: readonly (readonly [number, number])[] = [
  [0, -1], [halfWidth, -0.5], [halfWidth, 0.5], [0, 1], [-halfWidth, 0.5], [-halfWidth, -0.5],
];

/** The neighbour across the edge from corner i to corner i+1: Δq, Δr. */
export const neighbours: readonly (readonly [number, number])[] = [
  [1, -1], [1, 0], [0, 1], [-1, 1], [-1, 0], [0, -1],
];

export function centreX(q: number, r: number): number {
  return halfWidth * 2 * (q + r / 2);
}

export function centreY(r: number): number {
  return 1.5 * r;
}

/** The cell in which a point lies: cube rounding, no search. */
export function cellAt(x: number, y: number): [q: number, r: number] {
  const r = y / 1.5;
  const q = x / (halfWidth * 2) - r / 2;
  let rq = Math.round(q);
  let rr = Math.round(r);
  const rs = Math.round(-q - r);
  const dq = Math.abs(rq - q);
  const dr = Math.abs(rr - r);
  const ds = Math.abs(rs + q + r);
  if (dq > dr && dq > ds) rq = -rr - rs;
  else if (dr > ds) rr = -rq - rs;
  return [rq, rr];
}

/** Which cell stands at (q, r): one array over the bounding box, so that a lookup is an index. */
export class Lattice {
  readonly #minQ: number;
  readonly #minR: number;
  readonly #width: number;
  readonly #cells: Int32Array;

  constructor(q: Int16Array, r: Int16Array) {
    let minQ = 0, maxQ = 0, minR = 0, maxR = 0;
    for (let i = 0; i < q.length; i++) {
      if (i === 0 || q[i]! < minQ) minQ = q[i]!;
      if (i === 0 || q[i]! > maxQ) maxQ = q[i]!;
      if (i === 0 || r[i]! < minR) minR = r[i]!;
      if (i === 0 || r[i]! > maxR) maxR = r[i]!;
    }
    this.#minQ = minQ;
    this.#minR = minR;
    this.#width = maxQ - minQ + 1;
    this.#cells = new Int32Array(this.#width * (maxR - minR + 1)).fill(-1);
    for (let i = 0; i < q.length; i++) this.#cells[(r[i]! - minR) * this.#width + q[i]! - minQ] = i;
  }

  /** The index of the cell; −1 where there is none. */
  at(q: number, r: number): number {
    const column = q - this.#minQ;
    return column < 0 || column >= this.#width ? -1 : this.#cells[(r - this.#minR) * this.#width + column] ?? -1;
  }
}
