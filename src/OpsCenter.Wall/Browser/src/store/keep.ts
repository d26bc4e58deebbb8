import type { FocusList, Tile } from '../link/frames';
import type { DayTrend } from '../trends/source';
import type { Tiles } from './tiles';

/** What else a picture is made of, beside tiles. */
export interface Extras {
  focus?: FocusList | undefined;
  trend?: DayTrend | undefined;
}

interface Kept extends Extras {
  at: number;
  units: [string, Tile][];
}

/**
 * The last picture in the browser's own store, for a start without a server: shown grey, with its as-of.
 * Quiet grids are left out, so that a minute's writing stays small.
 */
export class Keep {
  #savedAt = 0;

  constructor(private readonly key: string) {}

  async restore(): Promise<Kept | undefined> {
    const store = await this.#store('readonly');
    return store && (await asPromise<Kept | undefined>(store.get(this.key)));
  }

  async save(at: number, tiles: Tiles, extras: () => Extras): Promise<void> {
    // The first picture is kept once its list and trend are there too.
    if (performance.now() < firstAfterMs || (performance.now() - this.#savedAt < saveEveryMs && this.#savedAt > 0)) return;
    this.#savedAt = performance.now();
    const units = [...tiles.entries()].filter(([code, tile]) => code.length < 15 || tile.open || tile.level);
    const store = await this.#store('readwrite');
    if (store) await asPromise(store.put({ at, units, ...extras() } satisfies Kept, this.key));
  }

  async #store(mode: IDBTransactionMode): Promise<IDBObjectStore | undefined> {
    try {
      const open = indexedDB.open('opscenter-wall', 1);
      open.onupgradeneeded = () => open.result.createObjectStore('pictures');
      return (await asPromise(open)).transaction('pictures', mode).objectStore('pictures');
    } catch {
      // A browser that keeps nothing (private mode) still shows the wall.
      return undefined;
    }
  }
}

const saveEveryMs = 60_000;
const firstAfterMs = 3000;

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
  });
}
