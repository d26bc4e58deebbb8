import type { Tile } from '../link/frames';
import type { Config, Texts } from './config';

/** Numbers and times as a screen writes them, in the city's time zone. */
export class Format {
  readonly #number: Intl.NumberFormat;
  readonly #rate: Intl.NumberFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #day: Intl.DateTimeFormat;
  readonly #hour: Intl.DateTimeFormat;

  constructor(private readonly config: Config, private readonly texts: Texts) {
    const locale = config.lang === 'en' ? 'en-GB' : 'zh-CN';
    const timeZone = config.timeZone;
    this.#number = new Intl.NumberFormat(locale);
    this.#rate = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    this.#time = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
    this.#day = new Intl.DateTimeFormat(locale, { timeZone, month: config.lang === 'en' ? 'short' : 'long', day: 'numeric', weekday: 'short' });
    this.#hour = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  }

  number = (value: number): string => this.#number.format(value);
  /** A rate in a ranking: whole, below 10 with one decimal. */
  rate = (value: number): string => (value < 9.95 ? value.toFixed(1) : this.#number.format(Math.round(value)));
  time = (ms: number): string => this.#time.format(ms);
  /** 11月21日 周六: the wall leaves no doubt about the day. */
  day = (ms: number): string => this.#day.format(ms).replace(/(日)(周|星期)/, '$1 $2');
  hour = (ms: number): number => Number(this.#hour.format(ms));
  /** The start of the city's day. */
  midnight = (ms: number): number => {
    const [hour, minute] = this.#time.format(ms).split(':').map(Number);
    return Math.floor(ms / 60_000) * 60_000 - (hour! * 60 + minute!) * 60_000;
  };

  /** A figure of a tile as text; a rate below its minimum sample shows its counts, never a percentage. */
  figure(name: string, tile: Tile | undefined): string {
    if (!tile) return this.texts.get('figure.none');
    switch (name) {
      case 'present':
        return `${tile.presentEstimated ? this.texts.get('figure.about') + ' ' : ''}${this.number(tile.present ?? 0)}`;
      case 'onTime':
        return this.#onTime(tile.closedOnTime ?? 0, tile.closed ?? 0);
      case 'online':
        return `${this.number(tile.kiosks?.online ?? 0)} / ${this.number(tile.kiosks?.total ?? 0)}`;
      case 'gaps':
        return this.number(tile.kiosks?.gaps ?? 0);
      case 'behind':
        return this.number(tile.kiosks?.behind ?? 0);
      default:
        return this.number((tile as Record<string, number | undefined>)[name] ?? 0);
    }
  }

  #onTime(onTime: number, closed: number): string {
    if (closed === 0) return this.texts.get('figure.none');
    return closed < this.config.onTimeMinimumSample ? `${this.number(onTime)} / ${this.number(closed)}` : this.#rate.format(onTime / closed);
  }
}
