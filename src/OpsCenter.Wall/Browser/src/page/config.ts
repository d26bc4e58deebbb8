import type { NightHours } from '../orbit/night';

/** What the server wrote into the page: plain data in a script element that nothing runs. */
export interface Config {
  name: string;
  scope: string;
  lang: 'zh' | 'en';
  build: string;
  dashboard: string;
  timeZone: string;
  synthetic: boolean;
  night?: NightHours;
  onTimeMinimumSample: number;
  rotationSeconds: number;
  seams: { x: number[]; y: number[] };
  /** The modes in which the city runs, as its pack names them, the usual one first. */
  modes: Mode[];
  texts: Record<string, string>;
}

/** A mode of the city, e.g. 平时 or 急时, named in the page's language. */
export interface Mode {
  code: string;
  name: string;
}

export function readConfig(): Config {
  return JSON.parse(document.getElementById('wall-config')!.textContent!) as Config;
}

/** A text of the page's language, its `{holes}` filled. A key that is missing shows as itself: the tests look for it. */
export class Texts {
  constructor(private readonly texts: Record<string, string>) {}

  get(key: string, holes: Record<string, string | number> = {}): string {
    const text = this.texts[key] ?? key;
    return text.replace(/\{(\w+)\}/g, (_, name: string) => String(holes[name] ?? ''));
  }

  has(key: string): boolean {
    return key in this.texts;
  }
}
