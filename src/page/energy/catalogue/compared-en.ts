/** The card of costs compared, in English: what opens in it, the notes below its tables, and the columns that are its own. */

const RUN = 'Run the benchmark to see this.';

export const COMPARED_EN = {
  title: 'Costs compared',
  metrics: {
    name: 'Three metrics, this machine and others',
    hint: 'The machine that is cheapest per hour need not be cheapest per FLOP or per token. A wide range means that little is known; “unknown” means that no figure with a source was found.',
    empty: 'Run the benchmark to see this; the GPU has to be known, or chosen above.',
  },
  value: {
    name: 'Value: cost, latency and fidelity of each format',
    hint: 'A format that takes fewer bits is faster and cheaper, and further from the original. You decide how much that matters.',
    empty: RUN,
  },
  rent: {
    name: 'Rent against own, in data centres too',
    hint: 'The cost per hour of a machine that is owned for three, four or five years and always in use, beside its rent. This machine has a row once its price and its rent are typed in above.',
    empty: '',
  },
  text: {
    name: 'Your own text in tokens',
    hint: 'Paste a text: it stays on this machine. Fable has a small vocabulary, so its tokens are short; larger models need fewer.',
    empty: 'Paste a text to see its tokens.',
  },
  textLabel: 'Text',
  training: {
    name: 'Training published models on this GPU',
    hint: 'How long one GPU like this would train each model, and the electricity that this takes.',
    empty: 'Choose the GPU above, or run the benchmark, to see this.',
  },
};

interface Training {
  readonly teraflops: string;
  readonly flopsSource: string;
  /** In percent. */
  readonly kept: string;
  readonly keptSource: string;
  readonly power: string;
}

export const COSTS_EN = {
  training: ({ teraflops, flopsSource, kept, keptSource, power }: Training) =>
    `At ${teraflops} TFLOP/s (${flopsSource}), of which training keeps ${kept} % (${keptSource}). Power: ${power}.`,
  sixND:
    '6·N·D means six operations per weight and token. Reported figures are those of the makers. Most of these models fit in no single GPU’s memory.',
  model: (name: string, source: string) => `${name}: ${source}.`,
  modelNoted: (name: string, source: string, note: string) => `${name}: ${source}. ${note}`,
  text: {
    noRun: 'Run the benchmark to see what they cost.',
    unpriced: 'Their cost is not known: give a price of electricity.',
    priced: (of: string, badge: string) => `${of}; energy: ${badge}.`,
  },
};

export const VALUE_EN = {
  columns: {
    format: 'Format',
    firstToken: 'First token',
    perToken: 'Per token',
    answer: (tokens: number) => `An answer of ${tokens} tokens`,
    energy: 'Energy per token',
    cost: 'Per million tokens',
    kl: 'KL to FP16, nats',
    sameTop: 'Same top token as FP16',
  },
  software: 'Software adapter: its times and its energy say nothing about a GPU.',
  counted: (of: string, badge: string) => `A million tokens: ${of}; energy: ${badge}.`,
  reference: 'KL and same top token: reference, not measured in this run.',
  noScore: 'Speed is that of the benchmark model, fidelity that of Fable in the same format. No row is a score.',
};

/** What reference machines cost, as a person says. */
export const PRICES_EN = {
  hint: 'Enter what you would pay, in the currency chosen above; it replaces the known price.',
  of: (machine: string) => `Price of ${machine}`,
  asKnown: 'as known',
};
