declare module 'plotly.js-basic-dist-min' {
  export function react(holder: HTMLElement, data: object[], layout: object, config: object): Promise<void>;
  export function purge(holder: HTMLElement): void;
}
