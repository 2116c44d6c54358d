/** What the cards of this machine's energy and of costs compared say, in English. They come with the room Cost, or at a run's end. */
import { COMPARED_EN, COSTS_EN, PRICES_EN, VALUE_EN } from './compared-en';
import { DEVICE_EN, FIGURE_EN, MACHINE_EN, TARIFF_EN } from './machine-en';
import { MEASURE_EN } from './measure-en';

export const EN = {
  machine: MACHINE_EN,
  figure: FIGURE_EN,
  device: DEVICE_EN,
  tariff: TARIFF_EN,
  measure: MEASURE_EN,
  compared: COMPARED_EN,
  costs: COSTS_EN,
  value: VALUE_EN,
  prices: PRICES_EN,
  table: (name: string) => `Table: ${name}`,
  wrong: {
    /** In place of NaN. */
    noNumber: 'no number',
    /** In place of the name of a field. */
    field: (label: string) => `“${label}”`,
    unchanged: (message: string, remedy: string) => `${message} ${remedy} The figures have not changed.`,
    notCounted: (message: string, remedy: string) =>
      `${message} ${remedy} Until then this field does not count; the others do.`,
  },
};
