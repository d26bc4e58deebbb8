/**
 * The server's clock, read through the network: a wall's own clock may be wrong by hours and must not make data look fresh or old.
 * The offset is to `performance.now()`, which no one can set.
 */
export class ServerClock {
  #offset?: number;

  /** Notes what the server's clock said, and when it was asked and answered on ours. */
  observe(serverMs: number, askedAt: number, answeredAt: number): void {
    this.#offset = serverMs - (askedAt + answeredAt) / 2;
  }

  get known(): boolean {
    return this.#offset !== undefined;
  }

  /** Milliseconds since 1970 by the server's clock; by our own until the server was heard. */
  now(): number {
    return this.#offset === undefined ? Date.now() : performance.now() + this.#offset;
  }
}
