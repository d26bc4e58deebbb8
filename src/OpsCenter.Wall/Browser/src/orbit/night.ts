/** Night hours of the dashboard, in the city's time: the wall is dimmed to the share given. */
export function startNight(shade: HTMLElement, hours: { from: string; to: string; brightness: number } | undefined, timeNow: () => string): void {
  if (!hours) return;
  shade.style.setProperty('--shade', String(1 - hours.brightness));
  const look = (): void => {
    const now = timeNow();
    const inside = hours.from <= hours.to ? now >= hours.from && now < hours.to : now >= hours.from || now < hours.to;
    shade.hidden = !inside;
  };
  look();
  window.setInterval(look, 20_000);
}
