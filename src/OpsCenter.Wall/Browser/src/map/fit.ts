import type { Cells } from './cells';
import { halfWidth } from './lattice';
import type { Box } from './spread';

interface Fit {
  /** Map units a pixel. */
  resolution: number;
  /** In the map's own axes: y grows to the north. */
  center: [number, number];
}

/** One row of the shape, of rows from north to south: from its westernmost to its easternmost point, in map units. */
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
        if (isCovered(words, rows, half * scale, x, y, scale, 0.15 * line)) continue;
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
  return { rows: [...rows.values()].sort((one, other) => one.y - other.y), half: 1 };
}

function isCovered(words: readonly Box[], rows: readonly Row[], reach: number, x: number, y: number, scale: number, gap: number): boolean {
  for (const { x: left, y: top, width, height } of words) {
    // Rows stand in order: only those level with the words are looked at.
    for (let i = firstBelow(rows, (top - gap - reach - y) / scale); i < rows.length; i++) {
      const row = rows[i]!;
      if (y + row.y * scale - reach > top + height + gap) break;
      if (x + row.right * scale > left - gap && x + row.left * scale < left + width + gap) return true;
    }
  }
  return false;
}

/** The first row at or below a height: rows are sorted from north to south. */
function firstBelow(rows: readonly Row[], height: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.y < height) low = middle + 1;
    else high = middle;
  }
  return low;
}
