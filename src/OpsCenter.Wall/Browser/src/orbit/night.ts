import { changePalette } from '../map/palette';

export interface NightHours {
  from: string;
  to: string;
  /** What is left of the light, 0.4 to 1. */
  brightness: number;
}

/**
 * Night hours of the dashboard, in the city's time: the wall goes down to the share of light given, and says so in its head.
 * The address may say otherwise: `?night=off` never dims, `?night=on` always does.
 */
export function startNight(shade: HTMLElement, note: HTMLElement, hours: NightHours | undefined, timeNow: () => string): void {
  const wanted = new URLSearchParams(location.search).get('night');
  if (wanted === 'off' || (!hours && wanted !== 'on')) return;
  // The eye sees a share of light; a screen mixes the shade in its own, steeper scale.
  shade.style.setProperty('--shade', String(1 - (hours?.brightness ?? usual) ** (1 / gamma)));
  const look = (): void => {
    const now = timeNow();
    const night = wanted === 'on' || (hours !== undefined && (hours.from <= hours.to ? now >= hours.from && now < hours.to : now >= hours.from || now < hours.to));
    if (shade.hidden === !night) return;
    shade.hidden = note.hidden = !night;
    document.documentElement.toggleAttribute('data-night', night);
    changePalette();
  };
  look();
  // Often enough that a browser with a wrong clock is put right by the server's first answer.
  window.setInterval(look, 1000);
}

const usual = 0.4;
const gamma = 2.2;
