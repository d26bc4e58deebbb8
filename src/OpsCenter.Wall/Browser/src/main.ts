import { HeaderAge } from './age/header';
import { ServerClock } from './age/clock';
import { PanelAges } from './age/panelAge';
import { Link } from './link/link';
import { Watch } from './link/watch';
import { CityMap } from './map/map';
import { startNight } from './orbit/night';
import { startOrbit } from './orbit/orbit';
import { readConfig, Texts } from './page/config';
import { Focus } from './page/focus';
import { Format } from './page/format';
import { installKeys } from './page/keys';
import { Panels } from './page/panels';
import { keepOffline } from './page/offline';
import { Pulse10s } from './page/pulse';
import { FleetNote } from './panels/fleet';
import { City, type MapData } from './store/city';
import { Keep } from './store/keep';
import { Tiles } from './store/tiles';

/** The wall, from the server's page to a living picture. Reads as a table of contents. */
async function main(): Promise<void> {
  const config = readConfig();
  const texts = new Texts(config.texts);
  const format = new Format(config, texts);
  const clock = new ServerClock();
  const tiles = new Tiles();
  const keep = new Keep(`${config.name}:${config.scope}`);

  const link = new Link('/hub/live', (connected) => age.connected(connected));
  const age = new HeaderAge(texts, clock, format.time, () => link.resync());
  tiles.onFrame((frame) => {
    age.heard(frame);
    document.body.dataset['synthetic'] = String(frame.synthetic ?? config.synthetic);
  });
  new FleetNote(document.querySelector<HTMLElement>('[data-fleet]')!, config.scope, tiles, texts);
  link.add(new Watch(config.scope, 'grids', tiles));
  link.start();
  new Pulse10s(`/wall/data/pulse/${config.name}`, clock, config, (kept) => (document.querySelector<HTMLElement>('[data-kept]')!.hidden = !kept)).start();
  startClock(clock, format);
  startNight(document.querySelector<HTMLElement>('.night')!, document.querySelector<HTMLElement>('[data-night-note]')!, config.night, () => format.time(clock.now()));
  startOrbit(document.querySelector<HTMLElement>('.wall')!, document.querySelector<HTMLElement>('.head')!);

  const city = new City(await fetchMap(config.scope), config.lang);
  const wanted = new URLSearchParams(location.search).get('unit') ?? '';
  const venue = city.venue(wanted);
  const home = (venue ? city.units[venue.unit] : city.find(wanted)) ?? city.root;
  const focus = new Focus(city, home);
  const ages = new PanelAges(texts, clock, format.time, () => age.ageMs);
  const panels = new Panels(city, tiles, focus, link, texts, format, config, clock, ages);
  const holder = document.querySelector<HTMLElement>('[data-panel="map"]');
  const map = holder && new CityMap(holder, city, tiles, focus, texts, config.seams);
  installKeys(focus);
  if (wanted !== '' && !venue && !city.find(wanted)) sayUnknown(wanted.slice(0, 32), home.name, texts, focus);
  startTitle(city, focus, venue?.name);

  const kept = await keep.restore().catch(() => undefined);
  if (kept && document.body.dataset['fresh'] === 'waiting') {
    age.restored(kept.at);
    const units = Object.fromEntries(kept.units);
    tiles.changed(units, { kind: 'snapshot', version: 0, at: new Date(kept.at).toISOString() });
  }
  panels.follow(home);
  map?.show(home);
  if (kept && document.body.dataset['fresh'] !== 'fresh') panels.restore(kept);
  tiles.onFrame((frame) => void keep.save(Date.parse(frame.at), tiles, panels.extras).catch(() => undefined));
  document.body.dataset['ready'] = 'true';
  keepOffline(config.build);
}

/** The address names a unit that this wall does not have: said until somebody goes on. */
function sayUnknown(wanted: string, shown: string, texts: Texts, focus: Focus): void {
  const notice = document.querySelector<HTMLElement>('[data-notice]');
  if (!notice) return;
  notice.textContent = texts.get('unit.unknown', { unit: wanted, name: shown });
  notice.hidden = false;
  focus.onChange(() => (notice.hidden = true));
}

/** The title says which unit is shown, so that windows are told apart. */
function startTitle(city: City, focus: Focus, venue: string | undefined): void {
  const wall = document.title;
  const write = (): void => {
    const name = focus.isHome && venue ? venue : focus.unit === city.root ? '' : city.gridName(focus.unit);
    document.title = name === '' ? wall : `${name} · ${wall}`;
  };
  write();
  focus.onChange(write);
}

function startClock(clock: ServerClock, format: Format): void {
  const [day, time] = document.querySelectorAll<HTMLElement>('[data-clock="day"], [data-clock="time"]');
  const write = (): void => {
    const now = clock.now();
    for (const [element, text] of [[day!, format.day(now)], [time!, format.time(now)]] as const) if (element.textContent !== text) element.textContent = text;
  };
  write();
  window.setInterval(write, 1000);
}

/** The map of the scope, asked until it comes: a wall may start before its server. */
async function fetchMap(scope: string): Promise<MapData> {
  for (let wait = 500; ; wait = Math.min(wait * 2, 8000)) {
    try {
      const response = await fetch(`/wall/data/map/${scope}`);
      if (response.ok) return (await response.json()) as MapData;
    } catch {
      // Not there yet.
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * wait));
  }
}

void main();
