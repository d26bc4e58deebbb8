/** Full jitter: any wait between nothing and a bound that doubles, so that a thousand screens do not come back at once. */
export function fullJitter(attempt: number, random: () => number = Math.random): number {
  const bound = Math.min(maxWaitMs, firstWaitMs * 2 ** Math.min(attempt, 10));
  return random() * bound;
}

/** A wall is live within 10 s of the server's return: 8 s of waiting at most, and time to connect. */
export const maxWaitMs = 8000;
const firstWaitMs = 500;
