/**
 * The server's clock, read through the network: a wall's own clock may be wrong by hours and must not make data look fresh or old.
 * The offset is to `performance.now()`, which no one can set.
 */
export class ServerClock {
  #offset?: number;

  /**
   * Notes what the server's clock said, and when it was asked and answered on ours. Of the instants that it may be, the latest is taken:
   * over a slow line a picture then looks older than it is, never younger. An answer that was long under way tells too little.
   */
  observe(serverMs: number, askedAt: number, answeredAt: number): void {
    if (this.known && answeredAt - askedAt > slowAnswerMs) return;
    this.#offset = serverMs - askedAt;
  }

  get known(): boolean {
    return this.#offset !== undefined;
  }

  /** Milliseconds since 1970 by the server's clock; by our own until the server was heard. */
  now(): number {
    return this.#offset === undefined ? Date.now() : performance.now() + this.#offset;
  }
}

const slowAnswerMs = 2000;
