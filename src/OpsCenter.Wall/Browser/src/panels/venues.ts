import type { Format } from '../page/format';
import type { Texts } from '../page/config';
import type { City, Unit } from '../store/city';
import type { Tiles } from '../store/tiles';

/** The stations of the grid in focus, each with today's visits and who is inside; the watch of the grid keeps them current. */
export class Venues {
  constructor(
    private readonly panel: HTMLElement,
    private readonly city: City,
    private readonly tiles: Tiles,
    private readonly format: Format,
    private readonly texts: Texts,
  ) {}

  /** @returns whether the unit is a grid, so that the panel is shown */
  follow(unit: Unit): boolean {
    const isGrid = unit.children.length === 0;
    this.panel.hidden = !isGrid;
    const list = this.panel.querySelector<HTMLElement>('ol')!;
    list.replaceChildren();
    if (!isGrid) return false;
    const venues = this.city.venuesOf(unit);
    this.panel.querySelector<HTMLElement>('.empty')!.hidden = venues.length > 0;
    this.panel.querySelector<HTMLElement>('[data-part="households"]')!.textContent = this.format.number(unit.households);
    for (const venue of venues) {
      const row = document.createElement('li');
      row.className = 'venue';
      row.dataset['venue'] = venue.id;
      const name = document.createElement('p');
      name.className = 'name';
      name.textContent = venue.name;
      const figures = document.createElement('div');
      figures.className = 'figures';
      figures.append(this.#figure(venue.id, 'checkIns'), this.#figure(venue.id, 'present'));
      row.append(name, figures);
      list.append(row);
    }
    return true;
  }

  #figure(unit: string, figure: string): HTMLElement {
    const line = document.createElement('p');
    line.className = 'figure';
    const label = document.createElement('span');
    label.className = 'label';
    label.textContent = this.texts.get(`figure.${figure}`);
    const value = document.createElement('span');
    value.className = 'value';
    value.dataset['unit'] = unit;
    value.dataset['figure'] = figure;
    value.textContent = this.format.figure(figure, this.tiles.get(unit));
    line.append(label, value);
    return line;
  }
}
