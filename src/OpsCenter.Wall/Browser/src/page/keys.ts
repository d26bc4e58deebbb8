import type { Focus } from './focus';

/** Escape goes one level up; an arrow key outside of the names enters them; space stops the rotation. */
export function installKeys(focus: Focus): void {
  document.addEventListener('keydown', (event) => {
    focus.touched();
    if (event.key === 'Escape') focus.up();
    else if (event.key.startsWith('Arrow') && !document.activeElement?.classList.contains('map-label'))
      document.querySelector<HTMLElement>('.map-label[tabindex="0"]')?.focus();
    else if (event.key === ' ' && document.activeElement === document.body) document.querySelector<HTMLElement>('button.pause')?.click();
  });
  document.querySelector('[data-up]')?.addEventListener('click', () => focus.up());
}
