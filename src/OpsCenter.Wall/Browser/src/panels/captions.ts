import type { Texts } from '../page/config';

/** One sentence that explains one figure; another each time the slide comes round. */
export class Captions {
  #next = 0;

  constructor(private readonly panel: HTMLElement, private readonly texts: Texts) {
    this.next();
  }

  next(): void {
    this.panel.querySelector('.sentence')!.textContent = this.texts.get(keys[this.#next++ % keys.length]!);
  }
}

const keys = ['caption.kiosks', 'caption.onTime', 'caption.attention', 'caption.open', 'caption.overdue', 'caption.checkIns', 'caption.volunteers'];
