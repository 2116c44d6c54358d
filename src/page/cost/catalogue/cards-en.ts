/** The first cards of the room Cost, in English: what a model costs on a machine that need not be here, and what an answer takes. */

interface WhatIfTitle {
  readonly model: string;
  readonly format: string;
  /** The machine, as `where` of the titles says it. */
  readonly where: string;
}

interface WhatIfCost extends WhatIfTitle {
  /** That the model may not fit, or nothing. */
  readonly doubt: string;
  readonly low: string;
  readonly high: string;
  readonly currency: string;
  /** That it is in electricity alone, or nothing. */
  readonly of: string;
}

const million = ({ model, format, where }: WhatIfTitle): string =>
  `A million tokens of ${model} in ${format} on ${where}`;

const WHISKERS = 'Whiskers are ranges of what is not known';

export const WHAT_IF_EN = {
  where: {
    example: (gpu: string) => `a ${gpu}, for example,`,
    named: (gpu: string) => `a ${gpu}`,
  },
  title: {
    nothing: (title: WhatIfTitle) => `${million(title)}: nothing to expect`,
    unpriced: (title: WhatIfTitle) => `${million(title)}: a price of electricity is missing`,
    cost: ({ doubt, low, high, currency, of, ...title }: WhatIfCost) =>
      `${million(title)}${doubt} cost ${low} to ${high} ${currency}${of}`,
  },
  noFigures: (format: string, why: string) => `${format}: ${why}`,
  known: {
    predicted: 'Predicted from the run of this machine; the model itself was not measured.',
    here: (gpu: string) =>
      `Expected, not measured: from the data sheet of the ${gpu}. No run of this GPU is open on this page.`,
    example: (gpu: string) => `Expected, not measured: from the data sheet of the ${gpu}. No GPU is known here.`,
    elsewhere: (gpu: string) => `Expected, not measured: from the data sheet of the ${gpu}. It need not be here.`,
  },
  says: {
    unpriced: 'No price of electricity with a source is known here: give one.',
    whiskers: `${WHISKERS}, not of repetitions.`,
    noBar: (why: string) => `FP16 has no bar: ${why} ${WHISKERS}.`,
    times: (times: string, format: string) => `FP16 costs about ${times} times as much as ${format}. ${WHISKERS}.`,
  },
  unit: (currency: string) => `${currency} per million tokens`,
  facts: {
    speed: {
      expected: 'tokens a second, expected',
      predicted: 'tokens a second, predicted',
    },
    speedTogether: {
      expected: (sequences: number) => `tokens a second, ${sequences} sequences together, expected`,
      predicted: (sequences: number) => `tokens a second, ${sequences} sequences together, predicted`,
    },
    joules: 'joules a token',
    joulesInFp16: 'joules a token in FP16',
    watts: 'watts while it writes',
    carbon: 'g CO₂ per million tokens',
    answer: (lengths: string) => `seconds for an answer of ${lengths}`,
  },
  power: (badge: string) => `Power: ${badge}.`,
  sources: {
    power: (gpu: string, source: string) => `Power of the ${gpu}: ${source}.`,
    machine: (how: string) => `The machine: ${how}.`,
    waiting: (range: string, currency: string) =>
      `Electricity holds idle power in the hours without use, ${range} ${currency} of it, as the other cards count it. Joules and CO₂ are those of the work alone.`,
    launchPrice: 'A launch price is that of the board alone.',
  },
};

interface AnswerTitle {
  readonly format: string;
  /** That the model may not fit, or nothing. */
  readonly doubt: string;
  readonly low: string;
  readonly high: string;
}

const joules = ({ format, doubt, low, high }: AnswerTitle): string =>
  `An answer in ${format}${doubt} takes ${low} to ${high} joules`;

export const ANSWER_EN = {
  untitled: 'What an answer takes',
  title: joules,
  /** @param of that it is in electricity alone, or nothing */
  titlePriced: (title: AnswerTitle, of: string, price: string) => `${joules(title)}; a thousand cost${of} ${price}`,
  says: (answer: number, prompt: number) =>
    `Of ${answer} tokens of answer to a prompt of ${prompt}; whiskers are ranges of what is not known.`,
  saysReasoning: (reasoning: number, answer: number, prompt: number) =>
    `Of ${reasoning} tokens of reasoning and ${answer} tokens of answer to a prompt of ${prompt}; whiskers are ranges of what is not known.`,
  everyday: 'Beside everyday things',
  answersFor: (what: string, wattHours: number) => `answers for ${what} (${wattHours} Wh)`,
};
