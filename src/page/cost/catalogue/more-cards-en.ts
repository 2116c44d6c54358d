/** The further cards of the room Cost, in English. */

interface Change {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly times: string;
  /** That the model may not fit, or nothing. */
  readonly doubt: string;
}

export const TORNADO_EN = {
  untitled: 'What would change it most',
  unpriced: 'An answer has no price here.',
  /** By what src/costs calls them. */
  names: {
    Sequences: 'The number of sequences at once',
    Format: 'The format',
    Prompt: 'The length of the prompt',
    'Hours a day': 'The hours of use a day',
    Machine: 'The price of the machine',
    Electricity: 'The price of electricity',
    Rent: 'The rent',
  },
  title: ({ what, from, to, times, doubt }: Change) =>
    `${what} would change the price most: from ${from} to ${to} divides it by ${times}${doubt}`,
  titleElectricity: ({ what, from, to, times, doubt }: Change) =>
    `${what} would change the price of electricity alone most: from ${from} to ${to} divides it by ${times}${doubt}`,
  says: 'Each bar changes one thing and leaves the rest; where its two colours meet is the price as it is now.',
  unit: (currency: string) => `${currency} for a thousand answers`,
  sources: {
    range:
      'Sequences from 1 to 64, formats FP16 and INT4, prompts of 100 and 8,000 tokens, 1 and 24 hours of use a day, half and twice the price or rent of the machine.',
    electricity: (currency: string) =>
      `Electricity from the least to the most that households of the table pay in ${currency}.`,
    bars: 'The bars join middles; the table has the ranges.',
  },
};

const waits = (kilowattHours: string): string => `${kilowattHours} kWh a month are idle power in the hours without use`;

/** Of the card of the budget. */
export const PLAN_EN = {
  noSpeed: 'The speed of this model is not known here.',
  unpriced: (kilowattHours: string) =>
    `The price of the machine is not known in the currency of its electricity; ${waits(kilowattHours)}.`,
  rented: (money: string, currency: string, kilowattHours: string) =>
    `The rent of all hours is ${money} ${currency} a month, used or not, and holds its electricity; ${waits(kilowattHours)}.`,
  owned: (money: string, currency: string, kilowattHours: string) =>
    `Of the money, ${money} ${currency} a month are paid before anything is written: for the machine, and for idle power; ${waits(kilowattHours)}.`,
  useful: 'Useful are the tokens of answers: neither prompts nor reasoning. A way is refused or chosen by its middle.',
  usualToken: (milliseconds: number) =>
    `An answer must gain a token at least every ${milliseconds} ms unless another limit is given: about as fast as reading.`,
  fidelity: 'Fidelity is Fable’s KL divergence from FP16, in nats per token, as this run measured it.',
  fidelityReference: 'Fidelity is Fable’s KL divergence from FP16, in nats per token, of a reference run.',
};

interface HoursOfUse {
  readonly hours: string;
  readonly low: string;
  readonly high: string;
}

export const RENT_EN = {
  untitled: (gpu: string) => `Rent or own ${gpu}?`,
  title: {
    even: (gpu: string, rent: string) => `Owning a ${gpu} costs as much as a rent of ${rent}`,
    renting: (gpu: string) => `Renting a ${gpu} is cheaper, however long it is used`,
    perhaps: (gpu: string, hours: string) => `Owning a ${gpu} is cheaper from ${hours} hours at best, and may never be`,
    owning: (gpu: string, { hours, low, high }: HoursOfUse) =>
      `Owning a ${gpu} is cheaper from ${hours} hours of use a day (${low} to ${high})`,
  },
  says: (hours: string, cost: string) =>
    `At ${hours} hours of use a day owning costs ${cost}. The band is what is not known of its power.`,
  anHour: (currency: string) => `${currency} an hour`,
  aMonth: (currency: string) => `${currency} a month`,
  /** By how its power is known. */
  source: {
    estimated: (gpu: string) => `Power of the ${gpu} as estimated; prices typed in or published.`,
    typed: (gpu: string) => `Power of the ${gpu} as typed in; prices typed in or published.`,
    calibrated: (gpu: string) => `Power of the ${gpu} as calibrated; prices typed in or published.`,
    imported: (gpu: string) => `Power of the ${gpu} as measured outside; prices typed in or published.`,
    measured: (gpu: string) => `Power of the ${gpu} as measured; prices typed in or published.`,
  },
  basis: (paid: string) => `${paid}; idle power is paid in the hours without use.`,
  compared: 'A rent is compared here as paid for hours of use alone.',
  ofAllHours: (money: string, currency: string) =>
    `A rent that is paid for hours of use alone rises with them. Paid in all hours, as the other cards count it, it is ${money} ${currency} a month.`,
};

interface Used {
  readonly format: string;
  /** In percent. */
  readonly bandwidth: string;
  readonly arithmetic: string;
  readonly gpu: string;
}

export const USE_EN = {
  untitled: 'How well the GPU is used',
  predicted: ({ format, bandwidth, arithmetic, gpu }: Used) =>
    `${format} is predicted to use about ${bandwidth} % of the bandwidth and ${arithmetic} % of the arithmetic of ${gpu}`,
  assumed: ({ format, bandwidth, arithmetic, gpu }: Used) =>
    `${format} is assumed to use about ${bandwidth} % of the bandwidth and ${arithmetic} % of the arithmetic of ${gpu}`,
  oneSequence: 'one sequence at a time',
  sequences: (count: number) => `${count} sequences at once`,
  says: (sequences: string) =>
    `Three views of the same speed, with ${sequences}: what a PFLOP of the GPU’s arithmetic makes, and how much of its arithmetic and bandwidth works.`,
  unknown: 'Neither FLOP/s nor bandwidth of this GPU are known.',
  sources: {
    predicted: 'The speed is predicted from the run.',
    expected:
      'The speed is expected from the same data sheet: these shares are what was assumed, and what follows for other formats and sequences.',
    pflop: 'A PFLOP is 10¹⁵ operations that the GPU could have done in that time, whether it did them or not.',
  },
};

interface DayPrices {
  readonly cheap: string;
  readonly dear: string;
  readonly currency: string;
}

const between = ({ cheap, dear, currency }: DayPrices): string =>
  `Then a kilowatt-hour costs ${cheap} instead of up to ${dear} ${currency}`;

/** Of the card of the hours of a day. Times come as `17:00`. */
export const HOURS_EN = {
  untitled: 'When is electricity cheapest?',
  paste: 'Paste the prices of a day, hour by hour, as your supplier or the exchange gives them.',
  same: 'Electricity costs the same at every hour',
  title: (hours: string, cheapest: string, dearest: string) =>
    `${hours} hours of work are cheapest from ${cheapest}, and dearest from ${dearest}`,
  says: (prices: DayPrices) => `${between(prices)}.`,
  saysSaved: (prices: DayPrices, saved: string) => `${between(prices)}; on this machine that is ${saved} a time.`,
  unit: (currency: string) => `${currency} per kWh`,
  source: 'typed in',
  sources: {
    day: 'The prices are as typed in; the day is taken to repeat, so that a job may go over midnight.',
    pausing: (price: string, currency: string, hours: string) =>
      `A job that may pause pays ${price} ${currency} in the hours from ${hours}.`,
    power: (gpu: string, badge: string) => `Power of the ${gpu} while it writes: ${badge}.`,
  },
};
