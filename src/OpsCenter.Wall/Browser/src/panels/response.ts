import type { Texts } from '../page/config';
import type { Format } from '../page/format';
import type { Tiles } from '../store/tiles';

/** 应急响应: a unit's tile bears `posts` while a mobilization runs, and only then; the operating mode follows it. */
export class Response {
  #unit = '';

  constructor(private readonly panel: HTMLElement, private readonly tiles: Tiles, private readonly texts: Texts, private readonly format: Format) {
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
    this.#text('state', !tile ? this.texts.get('figure.none') : this.texts.get(posts ? 'response.active' : 'response.none'));
    this.#text('mode', this.texts.get('response.mode', { mode: this.texts.get(posts ? 'mode.emergency' : 'mode.normal') }));
    this.#text('posts', posts ? this.texts.get('response.posts', { arrived: this.format.number(posts.arrived), required: this.format.number(posts.required) }) : '');
  }

  #text(part: string, text: string): void {
    const element = this.panel.querySelector<HTMLElement>(`[data-part="${part}"]`)!;
    if (element.textContent !== text) element.textContent = text;
    element.hidden = text === '';
  }
}
