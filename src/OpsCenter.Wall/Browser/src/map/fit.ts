import type { Cells } from './cells';

interface Fit {
  /** Map units a pixel. */
  resolution: number;
  /** In the map's own axes: y grows to the north. */
  center: [number, number];
}

/**
 * Brings cells into view between the lines of words above and below them; where the words at the side would cover a cell,
 * the map gives way to the right.
 */
export function fitInto(members: readonly number[], cells: Cells, [width, height]: [number, number], words: readonly DOMRect[], line: number): Fit {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (const cell of members) {
    minX = Math.min(minX, cells.x[cell]! - 1);
    maxX = Math.max(maxX, cells.x[cell]! + 1);
    minY = Math.min(minY, cells.y[cell]! - 1);
    maxY = Math.max(maxY, cells.y[cell]! + 1);
  }
  const lines = words.filter((box) => box.height < 2 * line);
  const above = Math.max(0, ...lines.filter((box) => box.bottom < height / 2).map((box) => box.bottom)) + 0.1 * line;
  const below = Math.max(0, ...lines.filter((box) => box.top > height / 2).map((box) => height - box.top)) + 0.1 * line;
  const place = (left: number): Fit => {
    const resolution = Math.max((maxX - minX) / (width - left - 0.3 * line), (maxY - minY) / (height - above - below));
    const x = (minX + maxX) / 2 + ((width - left - 0.3 * line) / 2 - (width / 2 - left)) * -resolution;
    return { resolution, center: [x, -((minY + maxY) / 2 + (height / 2 - (above + (height - above - below) / 2)) * resolution)] };
  };
  const side = words.filter((box) => box.height >= 2 * line);
  const wide = place(0.3 * line);
  const covered = side.some((box) => members.some((cell) => {
    const x = width / 2 + (cells.x[cell]! - wide.center[0]) / wide.resolution;
    const y = height / 2 + (cells.y[cell]! + wide.center[1]) / wide.resolution;
    const reach = 1 / wide.resolution;
    return x > box.left - reach && x < box.right + reach && y > box.top - reach && y < box.bottom + reach;
  }));
  return covered ? place(Math.max(...side.map((box) => box.right)) + 0.4 * line) : wide;
}
