export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A name and where its unit is: the unit's middle, in pixels. */
export interface Name {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly owns: (x: number, y: number) => boolean;
}

/** What stands in the way: the edges of the map, seams between screens, words over the map. */
export interface Room {
  readonly width: number;
  readonly height: number;
  readonly seams: { readonly x: readonly number[]; readonly y: readonly number[] };
  readonly taken: readonly Box[];
}

export interface Spot extends Box {
  /** Whether the name stands outside of its unit. */
  readonly apart: boolean;
  /** How far it moved, in quarters of its height. */
  readonly cost: number;
}

/**
 * A place for each name, as near to its unit's middle as it gets without touching another name. Who chooses first decides who finds room,
 * so several orders are tried, the same ones every time: the one that leaves out the fewest names and moves them least is taken.
 * @returns in the order of the names; undefined where there is no room
 */
export function spread(names: readonly Name[], room: Room): (Spot | undefined)[] {
  const order = names.map((_, i) => i);
  let best = placeAll(names, order, room);
  const tries = Math.min(mostTries, Math.floor(tryBudget / (names.length * names.length + 1)));
  for (let i = 0; i <= tries && best.cost > 0; i++) {
    const other = placeAll(names, i === 0 ? [...order].reverse() : shuffled(order, i), room);
    if (other.cost < best.cost) best = other;
  }
  return best.spots;
}

const mostTries = 40;
const tryBudget = 6000;
const missingCost = 10_000;

/** The order of a number: a small generator of its own, so that a wall looks the same after every start. */
function shuffled(order: readonly number[], seed: number): number[] {
  const result = [...order];
  let state = seed;
  for (let i = result.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const j = Math.floor((state / 2_147_483_648) * (i + 1));
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}

function placeAll(names: readonly Name[], order: readonly number[], room: Room): { spots: (Spot | undefined)[]; cost: number } {
  const spots: (Spot | undefined)[] = names.map(() => undefined);
  const taken: Box[] = [...room.taken];
  let cost = 0;
  for (const i of order) {
    const spot = nearest(names[i]!, taken, room);
    cost += spot ? spot.cost * spot.cost : missingCost;
    if (!spot) continue;
    spots[i] = spot;
    taken.push(spot);
  }
  return { spots, cost };
}

function nearest(name: Name, taken: readonly Box[], room: Room): Spot | undefined {
  let best: Spot | undefined;
  let bestCost = Infinity;
  const step = name.height / 4;
  for (let down = -reach; down <= reach; down++) {
    for (let right = -reach; right <= reach; right++) {
      const [x, y] = [name.x + right * step, name.y + down * step];
      // A name is wide: to move it sideways costs the eye less than to move it up or down.
      const far = Math.hypot(right * 0.7, down);
      if (far >= bestCost || far > reach) continue;
      const apart = !name.owns(x, y);
      const cost = apart ? far + apartCost : far;
      if (cost >= bestCost) continue;
      const box = { x: x - name.width / 2, y: y - name.height / 2, width: name.width, height: name.height, apart, cost };
      if (!isFree(box, taken, room)) continue;
      [best, bestCost] = [box, cost];
    }
  }
  return best;
}

/** How far a name may go, in quarters of its height; and what it costs to leave the unit. */
const reach = 14;
const apartCost = 8;
const gap = 3;

function isFree(box: Box, taken: readonly Box[], room: Room): boolean {
  if (box.x < 0 || box.y < 0 || box.x + box.width > room.width || box.y + box.height > room.height) return false;
  if (room.seams.x.some((x) => x > box.x - 4 && x < box.x + box.width + 4) || room.seams.y.some((y) => y > box.y - 4 && y < box.y + box.height + 4)) return false;
  return taken.every((other) => box.x >= other.x + other.width + gap || other.x >= box.x + box.width + gap || box.y >= other.y + other.height || other.y >= box.y + box.height);
}
