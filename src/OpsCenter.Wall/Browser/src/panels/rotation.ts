import type { Texts } from '../page/config';

/** A panel that shares its place among several, one after another; a button, or the space key, stops it (WCAG 2.2.2). */
export class Rotation {
  readonly #slides: HTMLElement[];
  readonly #button: HTMLButtonElement;
  #at = 0;
  #paused = matchMedia('(prefers-reduced-motion: reduce)').matches;

  constructor(panel: HTMLElement, private readonly texts: Texts, seconds: number, private readonly onShow: (slide: HTMLElement) => void) {
    this.#slides = [...panel.querySelectorAll<HTMLElement>(':scope > .panel')];
    this.#button = panel.querySelector<HTMLButtonElement>('button.pause')!;
    this.#button.addEventListener('click', () => this.#toggle());
    this.#label();
    this.#show(0);
    window.setInterval(() => {
      if (!this.#paused) this.#show((this.#at + 1) % this.#slides.length);
    }, seconds * 1000);
  }

  #toggle(): void {
    this.#paused = !this.#paused;
    this.#label();
  }

  #label(): void {
    this.#button.setAttribute('aria-label', this.texts.get(this.#paused ? 'rotation.resume' : 'rotation.pause'));
    this.#button.dataset['paused'] = String(this.#paused);
  }

  #show(index: number): void {
    this.#at = index;
    this.#slides.forEach((slide, i) => (slide.hidden = i !== index));
    const slide = this.#slides[index];
    if (slide) this.onShow(slide);
  }
}
