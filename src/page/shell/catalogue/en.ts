/** What the page shows before any code runs, in English. */
export const EN = {
  skip: 'Skip to the content',
  noScript: 'Tokamark measures with JavaScript and WebGPU: allow both for this page.',
  compare: {
    title: 'Compare runs',
    before: 'Runs side by side, over time, and across browsers.',
    link: 'Other engines on this GPU',
    after: 'have a room of their own.',
  },
  board: {
    title: 'What other machines do',
    lead: 'Runs that people sent in from machines of their own: how fast each GPU is, and how sure that is.',
  },
  cost: {
    title: 'Energy and money',
    lead: 'What a token takes, on this machine or on any other, and what would make it cheaper.',
  },
  learn: {
    title: 'What fewer bits do',
    lead: 'Six steps with a real language model: predict first, then see.',
  },
  feel: {
    title: 'How fast is that?',
    lead: 'The same text, typed at each speed. No GPU writes it: this shows what a number means.',
  },
  engines: {
    title: 'Beside other engines',
    lead: 'The same small model, Fable, reads the same prompt of its held-out text and writes as many tokens in each engine: in turn, on this GPU, by one clock and with the same guards.',
  },
  details: {
    title: 'Every figure and check',
    lead: 'What the browser says of the GPU, and all that a run measured and checked.',
    beforeRun: 'Results, checks and samples appear here from the first run on.',
    results: 'Results',
  },
  copy: {
    heading: 'Copy by hand',
    /** What to press follows. */
    selected: 'The browser did not let the page copy. The text is selected:',
    text: 'The result',
    close: 'Close',
  },
  form: {
    run: 'Run',
    cancel: 'Cancel',
    profiles: 'What to run',
    names: { quick: 'Quick', standard: 'Standard', sustained: 'Sustained', custom: 'Custom' },
    times: { quick: '1 minute', standard: '4 minutes', sustained: '6 minutes', custom: '' },
    options: 'Options',
    measured: 'What to measure',
    groups: { computed: 'Context and sequences', measured: 'How it is measured' },
    budget:
      'A workload that does not fit the time budget shrinks, and the result says so. Leave the budget empty to set no limit.',
  },
  machine: {
    name: 'Name of this machine',
    exported: 'put it into the copied and downloaded JSON of a run',
    about:
      'Your own word, kept with your runs in this browser and sent nowhere. Runs with the same name are compared in Compare, browser by browser and build by build. JSON from another browser of this machine joins them if it has the name.',
  },
  footer: {
    summary: 'How it is measured',
    method:
      'A rate is tokens divided by wall-clock time, from the first submit to the last value read back, after a warm-up. Each is the median of its repetitions, with an interval that contains the true median with 95 % (94 % for five). Repetitions of all formats run in random order. Every kernel is compared with a reference on this device before anything is timed.',
    check: 'Check this device’s arithmetic in full',
    feel: 'Feel how fast a number is.',
    engines: 'Compare with other engines on this GPU.',
    /** The version follows. */
    nothingUploaded:
      'Nothing is uploaded: what is measured stays on this machine, unless you press Send in the room of a board. Tokamark',
  },
};
