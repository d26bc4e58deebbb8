/** What the hub sends (the published wire contract). Members that this page does not know are ignored. */
export interface Tile {
  present?: number;
  presentEstimated?: boolean;
  checkIns?: number;
  open?: number;
  overdue?: number;
  closed?: number;
  closedOnTime?: number;
  raised?: number;
  volunteers?: number;
  level?: number;
  kiosks?: { online?: number; total?: number; gaps?: number; behind?: number };
  posts?: { required: number; arrived: number; enRoute: number };
}

export interface Frame {
  kind: 'snapshot' | 'delta' | 'beat';
  version: number;
  /** For a delta: the version it builds on. */
  from?: number;
  /** The last instant at which the shard's loop proved alive. */
  at: string;
  mode?: 'live' | 'replay' | 'drill';
  health?: 'ok' | 'ingest-stopped' | 'clock';
  synthetic?: boolean;
  part?: number;
  of?: number;
  units?: Record<string, Tile>;
}

/** What happened, or a `beat`: nothing did for a while, and the stream is alive. */
export interface Happening {
  at: string;
  type: string;
  unit?: string;
  kind?: string;
}

/** The focus list of a scope: grids by overdue hours per 1,000 households, worst first. */
export interface FocusList {
  kind: 'focus';
  at: string;
  scope: string;
  grids: { unit: string; overdue: number; hours: number; households: number; rate: number }[];
}

export type Detail = 'self' | 'children' | 'grids' | 'venues';
