/** Counts by hour of one day: 24 numbers, 0 where nothing happened; hours to come are null. */
export interface DayTrend {
  unit: string;
  raised: (number | null)[];
  checkIns: (number | null)[];
  /** When the server answered. */
  at: number;
}

interface TrendAnswer {
  from: string;
  step: number;
  points: { at: string; raised?: number; checkIns?: number }[];
}

/** Today's hours of a unit from the trend endpoint (wire contract, HTTP). */
export async function fetchDay(unit: string, midnight: number, now: number, hourOf: (ms: number) => number): Promise<DayTrend> {
  const address = `/api/v1/trend/${unit}?from=${encodeURIComponent(new Date(midnight).toISOString())}&to=${encodeURIComponent(new Date(now).toISOString())}&step=3600`;
  const response = await fetch(address, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`trend ${response.status}`);
  const answer = (await response.json()) as TrendAnswer;
  const trend: DayTrend = { unit, raised: hours(hourOf(now)), checkIns: hours(hourOf(now)), at: now };
  for (const point of answer.points) {
    const hour = hourOf(Date.parse(point.at));
    trend.raised[hour] = (trend.raised[hour] ?? 0) + (point.raised ?? 0);
    trend.checkIns[hour] = (trend.checkIns[hour] ?? 0) + (point.checkIns ?? 0);
  }
  return trend;
}

function hours(now: number): (number | null)[] {
  return Array.from({ length: 24 }, (_, hour) => (hour <= now ? 0 : null));
}
