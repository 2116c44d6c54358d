/** The forms of the room Cost, in English: labels, hints, and what was understood of what was typed in. */

const UNCHANGED = 'The figures have not changed.';

export const FORM_EN = {
  model: 'Model',
  format: 'Format',
  batch: 'Sequences at once',
  anAnswer: (lengths: string) => `An answer: ${lengths}`,
  rentAndUse: (paid: string) => `Rent and use: ${paid}`,
  forget: 'Forget what I typed',
  noElectricityPrice: 'no price of electricity is known',
  noMachinePrice: 'no price of the machine is known',
  perKilowattHour: (price: number, currency: string) => `${price} ${currency} per kWh`,
  paid: (machine: string, electricity: string) => `${machine}; ${electricity}`,
  worldMean: 'World mean',
  europeanUnion: 'European Union',
  country: (code: string) => new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code,
  /** In place of the name of a field at the beginning of a message. */
  thisField: 'This',
  /** In place of NaN. */
  noNumber: 'no number',
  wrong: (message: string, remedy: string) => `${message} ${remedy} ${UNCHANGED}`,
  reset: 'What this browser had kept for this card could not be read; it was reset.',
};

export const GPU_EN = {
  label: 'Any GPU',
  options: 'GPUs',
  hintExample: (gpu: string) => `such as ${gpu}`,
  hintHere: (gpu: string) => `this one: ${gpu}`,
  taken: (gpu: string) => `Taken for the ${gpu}.`,
  takenOfMore: (gpu: string, others: string) => `Taken for the ${gpu}. The list also has the ${others}.`,
  unknown: (typed: string) =>
    `No GPU of the list is called “${typed}”. Type a part of its name, such as 4090 or M3, or choose one of the list. ${UNCHANGED}`,
  nearOne: (typed: string, gpu: string) =>
    `No GPU of the list is called “${typed}”; like it is the ${gpu}. ${UNCHANGED}`,
  nearSome: (typed: string, gpus: string) =>
    `No GPU of the list is called “${typed}”; like it are the ${gpus}. ${UNCHANGED}`,
  one: (typed: string, gpu: string) => `The list has one GPU for “${typed}”: the ${gpu}.`,
  some: (typed: string, count: number, gpus: string) =>
    `The list has ${count} GPUs for “${typed}”, such as the ${gpus}. Choose one, or type more of its name. ${UNCHANGED}`,
  kinds: {
    desktop: 'desktop',
    laptop: 'laptop',
    integrated: 'integrated',
    phone: 'phone',
    datacentre: 'data centre',
  },
  withMemory: (kind: string, gigabytes: readonly number[]) => `${kind}, ${gigabytes.join(' or ')} GB`,
};

export const BUDGET_EN = {
  summary: 'Set a budget and limits',
  money: (currency: string) => `At most, ${currency} a month`,
  kilowattHours: 'At most, kWh a month',
  watts: 'At most, W',
  tokenMs: 'A token at least every, ms',
  distance: 'Nats from FP16, at most',
  noLimit: 'no limit',
};

export const HOURS_FORM_EN = {
  summary: 'The prices of a day',
  prices: (currency: string) => `24 prices from midnight on, ${currency} per kWh`,
  pricesHint: '0.21 0.19 0.18 …',
  job: 'A job takes, hours',
};
