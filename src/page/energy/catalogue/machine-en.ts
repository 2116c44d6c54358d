/** The card of this machine, in English: its GPU, and the energy of the speeds that a run measured. */

export const MACHINE_EN = {
  /** After a run, and before. */
  took: 'What this machine took',
  title: 'This machine',
  estimated:
    'No browser can read power. Energy is estimated from the known power of your GPU and the measured speed. It is a range until you enter watts that you read yourself. One joule is one watt for one second.',
  software: 'Software adapter: no GPU works here.',
  own: 'Your GPU, its watts and its price',
  byFormat: 'Energy, money and carbon by format and phase',
  row: {
    decode: (format: string) => `${format} decode`,
    prefill: (format: string) => `${format} prefill`,
  },
  ofToken: {
    joules: 'Energy per token',
    perJoule: 'Tokens per watt-second',
    wattHours: 'A million tokens take',
    electricity: '… in electricity',
    machine: '… of the machine',
    carbon: '… in CO₂',
  },
  /** Its lengths follow. */
  answerOf: 'An answer of',
  answers: 'What an answer takes, by format, and how many answers everyday things would make',
  ofAnswer: {
    joules: 'Energy',
    wattHours: '… in watt-hours',
    cost: 'Electricity',
    grams: 'CO₂',
    search: 'Answers for a web search (0.3 Wh)',
    gemini: '… for a Gemini prompt (0.24 Wh)',
    phone: '… for a phone’s charge (12 Wh)',
  },
  assumed: 'What was assumed, and where it comes from',
  source: (gpu: string, source: string) => `${gpu}: ${source}`,
};

/** Of the figures in its tables. */
export const FIGURE_EN = {
  range: (low: string, high: string) => `${low} to ${high}`,
  about: (middle: string) => `about ${middle}`,
  aboveIdle: (low: string, high: string) => `above idle ${low} to ${high} J`,
  perMegawatt: (range: string) => `${range} tokens/s per MW`,
  noPrice: 'no sourced price',
  giveItsPrice: 'give its price',
  basis: { owned: 'owned', rented: 'rented' },
  noGrid: 'no sourced grid',
  everyday: (what: string, wattHours: number, counts: string, source: string) =>
    `${what}: ${wattHours} Wh; counted: ${counts} (${source}).`,
};

/** @param reason how a GPU was told, a sentence */
const device = (gpus: string, reason: string): string => `One of ${gpus}. ${reason}`;

export const DEVICE_EN = {
  software: (reason: string) =>
    `No energy figure. ${reason} Watts that you read yourself give a figure for this machine, not for a GPU.`,
  typed: (watts: number) => `${watts} W, as typed in.`,
  typedOf: (watts: number, gpu: string) => `${watts} W, as typed in, ${gpu}.`,
  imported: (watts: string, instrument: string) => `${watts} W, measured outside by ${instrument}.`,
  importedOf: (watts: string, instrument: string, gpu: string) =>
    `${watts} W, measured outside by ${instrument}, ${gpu}.`,
  calibrated: (gpu: string, method: string) => `${gpu}. ${method}`,
  known: (gpu: string, limit: string, reason: string) => `${gpu}: ${limit}. ${reason}`,
  byHand: 'Chosen by hand.',
  perhaps: (gpu: string, reason: string) => `Perhaps ${gpu}, or a relative of it. ${reason}`,
  oneOf: (gpus: readonly string[], reason: string) => device(gpus.join(', '), reason),
  oneOfMore: (gpus: readonly string[], more: number, reason: string) =>
    device(`${gpus.join(', ')} and ${more} more`, reason),
  /** How its limit is known. */
  confidence: { spec: 'published', 'community-measured': 'measured by others', estimate: 'an estimate' },
  limit: (watts: number, how: string) => `power limit ${watts} W, ${how}`,
  upTo: (watts: number, how: string) => `up to ${watts} W, ${how}`,
  noLimit: 'no published power limit',
};

export const TARIFF_EN = {
  electricitySource: (source: string) => `Electricity price: ${source}`,
  gridSource: (source: string) => `Carbon of the grid: ${source}`,
  countsInRent: (why: string) => `${why} It counts in rent against own, below.`,
  noPrice: 'no electricity price with a source is known: give one',
  price: (price: number, currency: string) => `${price} ${currency} per kWh`,
  noGrid: 'no grid intensity with a source is known',
  grid: (grams: number) => `${grams} g CO₂ per kWh`,
  noCooling: 'No cooling is counted.',
  cooling: (percent: number) => `Cooling and conversion add ${percent} %.`,
  of: (country: string, { price, carbon, cooling }: Readonly<Record<'price' | 'carbon' | 'cooling', string>>) =>
    `${country}: ${price}; ${carbon}. ${cooling}`,
};
