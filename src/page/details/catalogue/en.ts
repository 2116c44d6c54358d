/** What the room of details says, in English. Figures come as they are shown, counts as numbers. */
export const EN = {
  results: {
    label: 'Table of results',
    batches: 'Several sequences at once',
    comparison: 'INT4 against FP16',
    rows: {
      decode: 'Decode',
      'decode-batched': 'Decode, batched',
      prefill: 'Prefill',
      ttft: 'Time to first token',
      'decode-deep': 'Decode with context',
      'prefill-deep': 'Prefill with context',
      'weight-bytes': 'Weights',
      'bytes-read': 'Read per token',
      'peak-bytes': 'All GPU buffers',
    },
    /** Of a speed; the test by its name, such as tg64. */
    unit: (test: string) => `${test}, tokens/s`,
    shrunk: (what: string) => `Shrunk to hold the time budget: ${what}.`,
    notComparable: 'Not comparable with the headline workload.',
  },
  scores: {
    none: (reason: string) => `No score. ${reason}`,
    ranges: 'Each format has its own; the range is the 95 % interval from within this run.',
  },
  fidelity: {
    title: 'What fewer bits cost',
    label: 'Table of what fewer bits cost',
    inShort: {
      measured: 'Fable read a text here in each format.',
      reference: 'A reference stands here: this run did not measure it.',
    },
    about:
      'Fewer bits per weight (quantisation) make a model smaller and faster, but not quite the same. Fable, a small model, reads a text that it was not trained on in each format, and is compared with itself at FP16.',
    format: 'Format',
    /** With its unit; `label` is beside a figure, where the table has no room for columns. */
    heads: {
      decode: { title: 'Decode', unit: 'tokens/s', label: 'Decode, tokens/s' },
      weights: { title: 'Weights', unit: 'of the timed model', label: 'Weights' },
      perplexity: { title: 'Perplexity', unit: 'and against FP16', label: 'Perplexity' },
      kl: { title: 'KL to FP16', unit: 'nats', label: 'KL to FP16, nats' },
      top1: { title: 'Same next token', unit: 'top-1', label: 'Same next token' },
      weightError: { title: 'Weight error', unit: 'relative', label: 'Weight error' },
    },
    columns: 'What these columns mean',
    terms: [
      {
        term: 'Perplexity',
        meaning:
          'How unsure the model is of the text: as if it chose among this many tokens each time. Lower is better.',
      },
      {
        term: 'KL to FP16',
        meaning: 'How far its prediction of the next token is from that of FP16, in nats. 0 means the same.',
      },
      {
        term: 'Same next token',
        meaning: 'How often its most likely next token is that of FP16, given the same text so far.',
      },
      {
        term: 'Weight error',
        meaning: 'How far the rounded weights are from FP16’s, as a share of their size (root mean square).',
      },
    ],
    measure: 'the measure',
    failed: 'failed',
    otherwise: 'not as it should be',
    reference: 'reference',
    bits: (bits: string) => `${bits} bits/weight`,
  },
  lists: {
    title: 'Checks, limits and samples',
    kernels: {
      title: 'Kernel checks',
      kernel: 'kernel',
      shape: 'checked at',
      error: 'largest error',
      allowed: 'allowed',
      result: 'result',
      passed: 'passed',
      failed: 'failed',
    },
    roofs: 'Measured roofs',
    lines: { title: 'Lines over several models', label: 'Lines of decode' },
    parts: {
      title: 'All parts of a token’s time',
      label: (whose: string) => `Parts of a token’s time: ${whose}`,
    },
    work: {
      title: 'Work per token, and the kernel variants that ran',
      perToken: 'Work per token',
      aboutPerToken: 'Per token, the mean over a pass.',
      variants: 'Kernel variants',
      aboutVariants: 'The variant of each site that ran.',
    },
    rounding: { title: 'Rounding error of each matrix', label: 'Errors of rounded weights' },
    samples: {
      title: 'Raw samples',
      phases: 'Cold, steady, tail',
      aboutPhases: 'Tokens per second.',
      timed: 'Timed runs',
      aboutTimed: 'Each in the order in which it ran.',
    },
  },
};
