/**
 * Against burn-in: the whole layout wanders within ±8 px, a step every two minutes at no more than 2 px a second,
 * and the sides of the header change places every half hour.
 */
export function startOrbit(wall: HTMLElement, header: HTMLElement): void {
  let step = 0;
  window.setInterval(() => {
    step = (step + 1) % path.length;
    const [x, y] = path[step]!;
    wall.style.transform = `translate(${x}px, ${y}px)`;
  }, 120_000);
  window.setInterval(() => header.classList.toggle('swapped'), 1_800_000);
}

const path: readonly (readonly [number, number])[] = [[0, 0], [4, 0], [8, 0], [8, 4], [8, 8], [4, 8], [0, 8], [-4, 8], [-8, 8], [-8, 4], [-8, 0], [-8, -4], [-8, -8], [-4, -8], [0, -8], [4, -8], [8, -8], [8, -4], [4, -2]];
