import type { Mode, Texts } from '../page/config';
import type { Format } from '../page/format';
import type { Tiles } from '../store/tiles';

/** The mode that runs while a mobilization does. */
const emergency = 'emergency';

/** 应急响应: a unit's tile bears `posts` while a mobilization runs, and only then; the operating mode follows it, in the words of the city's pack. */
export class Response {
  #unit = '';

  constructor(
    private readonly panel: HTMLElement,
    private readonly tiles: Tiles,
    private readonly texts: Texts,
    private readonly format: Format,
    private readonly modes: readonly Mode[],
  ) {
    tiles.onChange((codes) => {
      for (const code of codes) if (code === this.#unit) this.#write();
    });
  }

  follow(unit: string): void {
    this.#unit = unit;
    this.#write();
  }

  #write(): void {
    const tile = this.tiles.get(this.#unit);
    const posts = tile?.posts;
    const mode = posts ? emergency : this.modes[0]?.code;
    this.#text('active', posts ? this.texts.get('response.active') : '');
    this.#text('state', posts ? '' : this.texts.get(tile ? 'response.none' : 'figure.none'));
    this.#text('arrived', posts ? `${this.format.number(posts.arrived)} / ${this.format.number(posts.required)}` : '');
    this.panel.querySelector<HTMLElement>('.posts')!.hidden = !posts;
    this.#text('mode', mode === undefined ? '' : this.texts.get('response.mode', { mode: this.#nameOf(mode) }));
  }

  /** A mode that the pack does not name goes by its code. */
  #nameOf(mode: string): string {
    return this.modes.find(({ code }) => code === mode)?.name ?? mode;
  }

  #text(part: string, text: string): void {
    const element = this.panel.querySelector<HTMLElement>(`[data-part="${part}"]`)!;
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === '';
  }
}
