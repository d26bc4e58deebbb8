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
  const choices = names.map((name) => choicesOf(name, room));
  const order = names.map((_, i) => i);
  let best = placeAll(choices, order, room.taken);
  const tries = Math.min(mostTries, Math.floor(tryBudget / (names.length * names.length + 1)));
  for (let i = 0; i <= tries && best.cost > 0; i++) {
    const other = placeAll(choices, i === 0 ? [...order].reverse() : shuffled(order, i), room.taken);
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

function placeAll(choices: readonly (readonly Spot[])[], order: readonly number[], words: readonly Box[]): { spots: (Spot | undefined)[]; cost: number } {
  const spots: (Spot | undefined)[] = choices.map(() => undefined);
  const taken: Box[] = [...words];
  let cost = 0;
  for (const i of order) {
    const spot = choices[i]!.find((choice) => isFree(choice, taken));
    cost += spot ? spot.cost * spot.cost : missingCost;
    if (!spot) continue;
    spots[i] = spot;
    taken.push(spot);
  }
  return { spots, cost };
}

/** Where a name could stand if it were alone, the best first: found once, and used by every order that is tried. */
function choicesOf(name: Name, room: Room): Spot[] {
  const choices: Spot[] = [];
  const step = name.height / 4;
  for (let down = -reach; down <= reach; down++) {
    for (let right = -reach; right <= reach; right++) {
      // A name is wide: to move it sideways costs the eye less than to move it up or down.
      const far = Math.hypot(right * 0.7, down);
      if (far > reach) continue;
      const [x, y] = [name.x + right * step, name.y + down * step];
      const box = { x: x - name.width / 2, y: y - name.height / 2, width: name.width, height: name.height };
      if (!isWithin(box, room)) continue;
      const apart = !name.owns(x, y);
      choices.push({ ...box, apart, cost: apart ? far + apartCost : far });
    }
  }
  return choices.sort((one, other) => one.cost - other.cost);
}

/** How far a name may go, in quarters of its height; and what it costs to leave the unit. */
const reach = 14;
const apartCost = 8;
const gap = 3;

function isWithin(box: Box, room: Room): boolean {
  if (box.x < 0 || box.y < 0 || box.x + box.width > room.width || box.y + box.height > room.height) return false;
  return !room.seams.x.some((x) => x > box.x - 4 && x < box.x + box.width + 4) && !room.seams.y.some((y) => y > box.y - 4 && y < box.y + box.height + 4);
}

function isFree(box: Box, taken: readonly Box[]): boolean {
  return taken.every((other) => box.x >= other.x + other.width + gap || other.x >= box.x + box.width + gap || box.y >= other.y + other.height || other.y >= box.y + box.height);
}
