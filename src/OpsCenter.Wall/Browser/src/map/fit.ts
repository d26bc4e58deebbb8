import type { Cells } from './cells';
import { halfWidth } from './lattice';
import type { Box } from './spread';

interface Fit {
  /** Map units a pixel. */
  resolution: number;
  /** In the map's own axes: y grows to the north. */
  center: [number, number];
}

/** One row of the shape: from its westernmost to its easternmost point, in map units. */
export interface Row {
  readonly y: number;
  left: number;
  right: number;
}

/**
 * Brings a shape into view as large as they get without lying under the words over the map, and as near to the middle as that leaves.
 * Words that leave no room at all are drawn over.
 */
export function fitInto({ rows, half }: { rows: readonly Row[]; half: number }, [width, height]: [number, number], words: readonly Box[], line: number): Fit {
  const [west, east] = [Math.min(...rows.map((row) => row.left)), Math.max(...rows.map((row) => row.right))];
  const [north, south] = [Math.min(...rows.map((row) => row.y)) - half, Math.max(...rows.map((row) => row.y)) + half];
  const margin = 0.2 * line;
  const most = Math.min((width - 2 * margin) / (east - west), (height - 2 * margin) / (south - north));
  for (let scale = most; scale > most * smallest; scale *= shrink) {
    const [slackX, slackY] = [width - 2 * margin - (east - west) * scale, height - 2 * margin - (south - north) * scale];
    let best: Fit | undefined;
    let nearest = Infinity;
    for (let across = -steps; across <= steps; across++) {
      for (let down = -steps; down <= steps; down++) {
        const away = Math.hypot((across / steps) * slackX, (down / steps) * slackY);
        if (away >= nearest) continue;
        // Where map unit 0 lies on the screen.
        const x = margin + slackX * (0.5 + across / steps / 2) - west * scale;
        const y = margin + slackY * (0.5 + down / steps / 2) - north * scale;
        if (words.some((box) => covers(box, rows, half * scale, x, y, scale, 0.15 * line))) continue;
        nearest = away;
        best = at(x, y, scale, width, height);
      }
    }
    if (best) return best;
  }
  return at(width / 2 - ((west + east) / 2) * most, height / 2 - ((north + south) / 2) * most, most, width, height);
}

const smallest = 0.4;
const shrink = 0.975;
const steps = 7;

function at(x: number, y: number, scale: number, width: number, height: number): Fit {
  return { resolution: 1 / scale, center: [(width / 2 - x) / scale, -(height / 2 - y) / scale] };
}

/** Rows of hexagons; each reaches 1 up and down from its middle. */
export function rowsOf(members: readonly number[], cells: Cells): { rows: Row[]; half: number } {
  const rows = new Map<number, Row>();
  for (const cell of members) {
    const [x, y] = [cells.x[cell]!, cells.y[cell]!];
    const row = rows.get(y);
    if (!row) rows.set(y, { y, left: x - halfWidth, right: x + halfWidth });
    else [row.left, row.right] = [Math.min(row.left, x - halfWidth), Math.max(row.right, x + halfWidth)];
  }
  return { rows: [...rows.values()], half: 1 };
}

function covers(box: Box, rows: readonly Row[], reach: number, x: number, y: number, scale: number, gap: number): boolean {
  for (const row of rows) {
    const middle = y + row.y * scale;
    if (middle + reach < box.y - gap || middle - reach > box.y + box.height + gap) continue;
    if (x + row.right * scale > box.x - gap && x + row.left * scale < box.x + box.width + gap) return true;
  }
  return false;
}
