import type { Texts } from '../page/config';
import type { Tiles } from '../store/tiles';

/** Of all kiosks, the shares that may be away or behind before the head of the wall says so; a single one shows in the fleet's strip only. */
const mayBeAway = 0.1;
const mayBeBehind = 0.01;

/** Says in the head what the fleet means for every figure: kiosks are away, or send what they kept meanwhile; how many, the fleet's strip says. */
export class FleetNote {
  #asked = 0;

  constructor(private readonly note: HTMLElement, private readonly scope: string, private readonly tiles: Tiles, private readonly texts: Texts) {
    tiles.onChange((codes) => {
      for (const code of codes) if (code === scope && this.#asked === 0) this.#asked = requestAnimationFrame(() => this.#write());
    });
  }

  #write(): void {
    this.#asked = 0;
    const { online = 0, total = 0, behind = 0 } = this.tiles.get(this.scope)?.kiosks ?? {};
    const [key, n] = total - online > total * mayBeAway ? ['fleet.away', total - online] as const : ['fleet.behind', behind] as const;
    this.note.hidden = n <= total * mayBeBehind;
    const text = this.note.hidden ? '' : this.texts.get(key);
    if (this.note.textContent !== text) this.note.textContent = text;
  }
}
