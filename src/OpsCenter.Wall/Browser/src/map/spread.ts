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
  let best = placeAll(choices, order);
  const tries = Math.min(mostTries, Math.floor(tryBudget / (names.length * names.length + 1)));
  for (let i = 0; i <= tries && best.cost > 0; i++) {
    const other = placeAll(choices, i === 0 ? [...order].reverse() : shuffled(order, i));
    if (other.cost < best.cost) best = other;
  }
  return best.taken.map((choice, i) => (choice < 0 ? undefined : spotOf(choices[i]!, choice)));
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

/** Where one name could stand if it were alone, the best first. Found as far as somebody asked: most names stand at one of their first places. */
interface Choices {
  readonly name: Name;
  readonly room: Room;
  readonly x: number[];
  readonly y: number[];
  readonly cost: number[];
  readonly apart: boolean[];
  /** Steps outside of the unit that wait for their turn: they cost more. */
  readonly outside: number[];
  nextStep: number;
  nextOutside: number;
}

/** @returns for each name the number of its choice, −1 where there is no room */
function placeAll(choices: readonly Choices[], order: readonly number[]): { taken: number[]; cost: number } {
  const taken = choices.map(() => -1);
  const placed: number[] = [];
  let cost = 0;
  for (const i of order) {
    const mine = choices[i]!;
    let choice = 0;
    while (choice < mine.x.length || findMore(mine)) {
      if (isFree(mine, choice, choices, taken, placed)) break;
      choice++;
    }
    if (choice === mine.x.length) {
      cost += missingCost;
      continue;
    }
    cost += mine.cost[choice]! ** 2;
    taken[i] = choice;
    placed.push(i);
  }
  return { taken, cost };
}

function isFree(mine: Choices, choice: number, choices: readonly Choices[], taken: readonly number[], placed: readonly number[]): boolean {
  const [x, y, { width, height }] = [mine.x[choice]!, mine.y[choice]!, mine.name];
  for (const other of placed) {
    const theirs = choices[other]!;
    const [left, top] = [theirs.x[taken[other]!]!, theirs.y[taken[other]!]!];
    if (x < left + theirs.name.width + gap && left < x + width + gap && y < top + theirs.name.height && top < y + height) return false;
  }
  return true;
}

function choicesOf(name: Name, room: Room): Choices {
  return { name, room, x: [], y: [], cost: [], apart: [], outside: [], nextStep: 0, nextOutside: 0 };
}

/** Finds the next place, in the unit or outside of it, whichever costs less. @returns false when there is none within reach */
function findMore(mine: Choices): boolean {
  const { name, room, outside } = mine;
  for (; mine.nextStep < steps.length; mine.nextStep++) {
    const { right, down, far } = steps[mine.nextStep]!;
    const waiting = outside[mine.nextOutside];
    if (waiting !== undefined && steps[waiting]!.far + apartCost <= far) break;
    const [x, y] = [name.x + (right * name.height) / 4, name.y + (down * name.height) / 4];
    if (!isWithin(x - name.width / 2, y - name.height / 2, name, room)) continue;
    if (!name.owns(x, y)) {
      outside.push(mine.nextStep);
      continue;
    }
    mine.nextStep++;
    add(mine, x, y, far, false);
    return true;
  }
  const first = outside[mine.nextOutside++];
  if (first === undefined) return false;
  const { right, down, far } = steps[first]!;
  add(mine, name.x + (right * name.height) / 4, name.y + (down * name.height) / 4, far + apartCost, true);
  return true;
}

function add({ name, x, y, cost, apart }: Choices, middleX: number, middleY: number, far: number, isApart: boolean): void {
  x.push(middleX - name.width / 2);
  y.push(middleY - name.height / 2);
  cost.push(far);
  apart.push(isApart);
}

function spotOf({ name, x, y, cost, apart }: Choices, choice: number): Spot {
  return { x: x[choice]!, y: y[choice]!, width: name.width, height: name.height, apart: apart[choice]!, cost: cost[choice]! };
}

/** How far a name may go, in quarters of its height; and what it costs to leave the unit. */
const reach = 14;
const apartCost = 8;
const gap = 3;

/** All steps from the middle within reach, the nearest first. A name is wide: to move it sideways costs the eye less than to move it up or down. */
const steps = Array.from({ length: (2 * reach + 1) ** 2 }, (_, i) => ({ right: (i % (2 * reach + 1)) - reach, down: Math.floor(i / (2 * reach + 1)) - reach }))
  .map(({ right, down }) => ({ right, down, far: Math.hypot(right * 0.7, down) }))
  .filter(({ far }) => far <= reach)
  .sort((one, other) => one.far - other.far);

/** Inside of the map, across no seam and over no words: what holds whatever the other names do. */
function isWithin(x: number, y: number, { width, height }: Name, room: Room): boolean {
  if (x < 0 || y < 0 || x + width > room.width || y + height > room.height) return false;
  if (room.seams.x.some((seam) => seam > x - 4 && seam < x + width + 4) || room.seams.y.some((seam) => seam > y - 4 && seam < y + height + 4)) return false;
  for (const box of room.taken) if (x < box.x + box.width + gap && box.x < x + width + gap && y < box.y + box.height && box.y < y + height) return false;
  return true;
}
