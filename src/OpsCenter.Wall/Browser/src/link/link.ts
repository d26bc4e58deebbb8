import { HttpTransportType, HubConnectionBuilder, LogLevel, type HubConnection, type ISubscription } from '@microsoft/signalr';
import { fullJitter } from './backoff';
import type { Frame } from './frames';
import { Watch } from './watch';

interface Heard {
  scope: string;
  hear: (message: never) => void;
  heardAt: number;
  subscription?: ISubscription<unknown>;
}

interface Running {
  watch: Watch;
  subscription?: ISubscription<Frame>;
  heardAt: number;
  failures: number;
}

/** The wall's connection: made again for ever, each watch begun again when it falls silent or its chain breaks. */
export class Link {
  #connection?: HubConnection;
  #running = new Map<Watch, Running>();
  #heard = new Map<string, Heard>();
  #attempt = 0;
  #stopped = false;
  #timer = 0;

  constructor(private readonly url: string, private readonly onState: (connected: boolean) => void) {}

  start(): void {
    this.#timer = window.setInterval(() => this.#listenForSilence(), 500);
    void this.#connect();
  }

  add(watch: Watch): void {
    const running: Running = { watch, heardAt: performance.now(), failures: 0 };
    this.#running.set(watch, running);
    this.#begin(running);
  }

  remove(watch: Watch): void {
    const running = this.#running.get(watch);
    this.#running.delete(watch);
    end(running?.subscription);
  }

  /** Listens to another stream of a scope (`Happenings`, `Focus`), each of which speaks every two seconds at least; one of each name at a time. */
  hear<T>(method: string, scope: string, hear: (message: T) => void): void {
    end(this.#heard.get(method)?.subscription);
    this.#heard.set(method, { scope, hear, heardAt: 0 });
    this.#beginHearing(method);
  }

  /** Drops the connection and makes a new one: the last remedy when frames stay away. */
  resync(): void {
    void this.#connection?.stop();
  }

  stop(): void {
    this.#stopped = true;
    window.clearInterval(this.#timer);
    void this.#connection?.stop();
  }

  get connected(): boolean {
    return this.#connection?.state === 'Connected';
  }

  async #connect(): Promise<void> {
    if (this.#stopped) return;
    const connection = new HubConnectionBuilder()
      .withUrl(this.url, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
      .configureLogging(LogLevel.None)
      .build();
    connection.serverTimeoutInMilliseconds = 15_000;
    connection.keepAliveIntervalInMilliseconds = 5_000;
    connection.onclose(() => this.#lost(connection));
    this.#connection = connection;
    try {
      await connection.start();
    } catch {
      this.#lost(connection);
      return;
    }
    this.#attempt = 0;
    this.onState(true);
    for (const running of this.#running.values()) this.#begin(running);
    for (const method of this.#heard.keys()) this.#beginHearing(method);
  }

  #lost(connection: HubConnection): void {
    if (connection !== this.#connection || this.#stopped) return;
    this.#connection = undefined;
    this.onState(false);
    window.setTimeout(() => void this.#connect(), fullJitter(this.#attempt++));
  }

  #begin(running: Running): void {
    end(running.subscription);
    running.subscription = undefined;
    running.watch.restart();
    running.heardAt = performance.now();
    if (!this.connected) return;
    const subscription = this.#connection!.stream<Frame>('Watch', running.watch.scope, running.watch.detail).subscribe({
      next: (frame) => {
        if (running.subscription !== subscription) return;
        const verdict = running.watch.receive(frame);
        if (verdict === 'nothing') return; // beats alone, the snapshot lost: silence, and asked for again as such
        running.heardAt = performance.now();
        running.failures = 0;
        if (verdict === 'again') this.#begin(running);
      },
      // A refused or ended stream is tried again by the silence rule, never faster.
      error: () => undefined,
      complete: () => undefined,
    });
    running.subscription = subscription;
  }

  #beginHearing(method: string): void {
    const wanted = this.#heard.get(method);
    if (!wanted || !this.connected) return;
    end(wanted.subscription);
    wanted.heardAt = performance.now();
    wanted.subscription = this.#connection!.stream<unknown>(method, wanted.scope).subscribe({
      next: (message) => {
        wanted.heardAt = performance.now();
        wanted.hear(message as never);
      },
      // Tried again by the silence rule, as watches are.
      error: () => undefined,
      complete: () => undefined,
    });
  }

  #listenForSilence(): void {
    if (!this.connected) return;
    for (const [method, { heardAt }] of this.#heard) if (performance.now() - heardAt >= silenceMs) this.#beginHearing(method);
    for (const running of this.#running.values()) {
      if (performance.now() - running.heardAt < silenceMs) continue;
      if (++running.failures >= 3) {
        running.failures = 0;
        this.resync();
        return;
      }
      this.#begin(running);
    }
  }
}

/** A client that gets nothing for 5 s watches again. */
const silenceMs = 5000;

function end<T>(subscription?: ISubscription<T>): void {
  try {
    subscription?.dispose();
  } catch {
    // The connection went first; there is nothing left to end.
  }
}
