import type { Detail, Frame, Tile } from './frames';

/** Who hears of a watch: whole pictures, then the tiles that changed. */
export interface WatchSink {
  snapshot(units: Record<string, Tile>, frame: Frame): void;
  changed(units: Record<string, Tile>, frame: Frame): void;
  /** Every frame, beats too: the picture is known to be right at `frame.at`. */
  alive(frame: Frame): void;
}

/** `again`: ask for a new snapshot. `nothing`: a sign of life of a watch whose snapshot has not come, so no answer to it. */
export type Verdict = 'ok' | 'again' | 'nothing';

/**
 * One watched scope: puts the parts of a snapshot together and holds the chain of versions.
 * A delta that does not build on what is here is refused: `again` asks for a new snapshot.
 */
export class Watch {
  #version = -1;
  #parts: Frame[] = [];

  constructor(readonly scope: string, readonly detail: Detail, private readonly sink: WatchSink) {}

  restart(): void {
    this.#version = -1;
    this.#parts = [];
  }

  receive(frame: Frame): Verdict {
    switch (frame.kind) {
      case 'snapshot':
        return this.#snapshot(frame);
      case 'delta':
        if (frame.from !== this.#version) return 'again';
        this.#version = frame.version;
        this.sink.changed(frame.units ?? {}, frame);
        this.sink.alive(frame);
        return 'ok';
      case 'beat':
        if (this.#version < 0) return 'nothing';
        if (frame.version !== this.#version) return 'again';
        this.sink.alive(frame);
        return 'ok';
      default:
        return 'ok';
    }
  }

  #snapshot(frame: Frame): Verdict {
    if (this.#parts.length > 0 && this.#parts[0]?.version !== frame.version) this.#parts = [];
    this.#parts.push(frame);
    if (this.#parts.length < (frame.of ?? 1)) return 'ok';
    const units: Record<string, Tile> = Object.assign({}, ...this.#parts.map((part) => part.units ?? {})) as Record<string, Tile>;
    this.#parts = [];
    this.#version = frame.version;
    this.sink.snapshot(units, frame);
    this.sink.alive(frame);
    return 'ok';
  }
}
