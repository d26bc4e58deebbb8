/** How old the picture is, in the steps that the screen shows. */
export type Freshness = 'waiting' | 'fresh' | 'delayed' | 'stale';

/** 5–15 s late: said in words. Later: grey, hatched, with its as-of. Said a little early, since a timer may fire late. */
export const delayedAfterMs = 4600;
export const staleAfterMs = 15_000;
export const resyncAfterMs = 60_000;

export function freshness(ageMs: number | undefined): Freshness {
  if (ageMs === undefined) return 'waiting';
  if (ageMs >= staleAfterMs) return 'stale';
  return ageMs >= delayedAfterMs ? 'delayed' : 'fresh';
}
