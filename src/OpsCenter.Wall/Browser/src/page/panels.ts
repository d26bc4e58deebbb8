import type { ServerClock } from '../age/clock';
import type { PanelAge, PanelAges } from '../age/panelAge';
import type { FocusList, Frame, Happening, Tile } from '../link/frames';
import type { Link } from '../link/link';
import { Watch } from '../link/watch';
import { Attention } from '../panels/attention';
import { Captions } from '../panels/captions';
import { Figures } from '../panels/figures';
import { Happenings } from '../panels/happenings';
import { Legend } from '../panels/legend';
import { Response } from '../panels/response';
import { Rotation } from '../panels/rotation';
import { Venues } from '../panels/venues';
import type { City, Unit } from '../store/city';
import type { Extras } from '../store/keep';
import type { Tiles } from '../store/tiles';
import { Trends } from '../trends/trends';
import type { Config, Texts } from './config';
import type { Focus } from './focus';
import type { Format } from './format';

/** All panels of the page, each found by its name in the page; they speak of the unit in focus. */
export class Panels {
  readonly #figures: Figures;
  readonly #trends: Trends;
  #attention?: Attention;
  readonly #followers: ((unit: Unit) => void)[] = [];
  #extra?: Watch;
  #extraCodes = new Set<string>();
  /** Figures of the unit in focus come by a watch of their own: it may fall silent while the wall's is alive. */
  #focusAge?: PanelAge;

  constructor(
    private readonly city: City, private readonly tiles: Tiles, focus: Focus, private readonly link: Link,
    texts: Texts, format: Format, config: Config, clock: ServerClock, ages: PanelAges,
  ) {
    this.#figures = new Figures(tiles, format);
    const said = document.querySelector<HTMLElement>('[data-focus-age]');
    if (said) this.#focusAge = ages.of(document.querySelector<HTMLElement>('.areas')!, 0, said);
    const trends = new Trends(clock, format, ages);
    this.#trends = trends;
    this.#followers.push((unit) => trends.follow(unit));
    each('response', (panel) => {
      const response = new Response(panel, tiles, texts, format, config.modes);
      this.#followers.push((unit) => response.follow(unit.code));
    });
    each('legend', (panel) => {
      const legend = new Legend(panel, city, tiles, format);
      this.#followers.push((unit) => legend.follow(unit));
    });
    each('attention', (panel) => {
      const attention = new Attention(panel, city, format, (unit) => focus.to(unit), ages.of(panel));
      this.#attention = attention;
      this.#followers.push((unit) => {
        attention.follow(unit);
        if (unit.children.length > 0) link.hear<FocusList>('Focus', unit.code, attention.hear);
      });
    });
    each('venues', (panel) => {
      const venues = new Venues(panel, city, tiles, format, texts);
      this.#followers.push((unit) => {
        const shown = venues.follow(unit);
        each('attention', (attention) => (attention.hidden = shown));
      });
    });
    const lists = new Map<HTMLElement, Happenings>();
    each('happenings', (panel) => {
      const happenings = new Happenings(panel, city, texts, clock, ages.of(panel));
      lists.set(panel, happenings);
      this.#followers.push((unit) => {
        happenings.follow(unit);
        link.hear<Happening>('Happenings', unit.code, happenings.hear);
      });
    });
    const captions = new Map<HTMLElement, Captions>();
    each('caption', (panel) => captions.set(panel, new Captions(panel, texts)));
    each('rotation', (panel) => new Rotation(panel, texts, config.rotationSeconds, (slide) => {
      captions.get(slide)?.next();
      lists.get(slide)?.shown();
      if (slide.dataset['trend']) void trends.draw();
    }));
    focus.onChange((unit) => this.follow(unit));
  }

  /** What a picture shows beside its tiles. */
  extras = (): Extras => ({ focus: this.#attention?.last, trend: this.#trends.last });

  restore({ focus, trend }: Extras): void {
    if (focus) this.#attention?.hear(focus);
    if (trend) this.#trends.restore(trend);
  }

  follow(unit: Unit): void {
    this.#watchMore(unit);
    for (const follower of this.#followers) follower(unit);
    this.#path(unit);
    this.#figures.bind(unit.code);
  }

  /** Towns, communities and venues are not in the wall's own watch: below a district the focus has a watch of its own. */
  #watchMore(unit: Unit): void {
    if (this.#extra) this.link.remove(this.#extra);
    this.tiles.forget(this.#extraCodes);
    this.#extra = undefined;
    this.#extraCodes = new Set();
    if (unit === this.city.root) {
      this.#focusAge?.end();
      return;
    }
    this.#focusAge?.begin();
    const mine = this.#extraCodes;
    const keep = (units: Record<string, Tile>): void => {
      for (const code of Object.keys(units)) if (code.length !== 15 && code.length !== 6) mine.add(code);
    };
    const { tiles } = this;
    this.#extra = new Watch(unit.code, unit.children.length === 0 ? 'venues' : 'children', {
      snapshot: (units, frame: Frame) => (keep(units), tiles.snapshot(units, frame)),
      changed: (units, frame: Frame) => (keep(units), tiles.changed(units, frame)),
      alive: (frame: Frame) => this.#focusAge?.heard(Date.parse(frame.at)),
    });
    this.link.add(this.#extra);
  }

  #path(unit: Unit): void {
    const path = document.querySelector<HTMLElement>('[data-path]');
    if (!path) return;
    path.hidden = unit === this.city.root;
    path.querySelector<HTMLElement>('.names')!.textContent = this.city.path(unit).slice(1).map((each) => this.city.shortName(each)).join(' › ');
  }
}

function each(name: string, use: (panel: HTMLElement) => void): void {
  for (const panel of document.querySelectorAll<HTMLElement>(`[data-panel="${name}"]`)) use(panel);
}
