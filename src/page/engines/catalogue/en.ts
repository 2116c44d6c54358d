/** What the room of engines says, in English. Names, figures and dates come as they are shown. */
export const EN = {
  ask: {
    title: 'What takes part',
    engines: 'Engines',
    tokamark: 'Tokamark',
    formats: 'FP16 and INT4',
    alreadyHere: 'already here',
    downloads: (size: string) => `downloads ${size} from this page’s host when you press Compare`,
    compare: 'Compare',
    cancel: 'Cancel',
    progress: 'Share of the comparison that is done',
  },
  server: {
    name: 'Your own server',
    about: 'Ollama, LM Studio, llama-server, vLLM, or another that speaks as OpenAI does, on this machine',
    address: 'Its address',
    ask: 'Find its models',
    asking: 'Asking …',
    nothingSent: 'Nothing is sent before you press this.',
    key: 'Its key, if it asks for one (kept until you leave the page)',
    model: 'Its model',
    more: 'What you know of it: figures of another model have no ratio to ours',
    quantisation: 'Quantisation, such as Q4_0',
    gpu: 'GPU or processor',
    isFable: 'Its model is Fable, from Tokamark’s own weights',
    noneYet: 'Find the models of your server, or leave it out.',
  },
  obstacles: {
    /** The name of the room follows, as a link. */
    otherRun: 'A benchmark runs, and one run at a time has the GPU. Wait for its end, or cancel it in',
    benchmark: 'Benchmark',
    offline:
      'This browser is offline. Other engines are not kept with the page: connect again, unless the page comes from this machine.',
    noneChosen: 'Choose at least one other engine to compare with.',
  },
  figures: {
    soFar: 'So far',
    title: 'Side by side',
    of: (model: string, tests: string, on: string) => `${model}, ${tests}, on ${on}.`,
    from: {
      now: 'Each engine takes its turn in every round; a figure is provisional until its last.',
      here: '',
      kept: 'The last comparison that this browser has kept.',
    },
    turns: {
      together: 'All took turns in the same rounds.',
      apart: 'Not all took turns in the same rounds: a ratio that is not of rounds is of two intervals.',
    },
    label: 'Engines side by side',
    /** After the names of as many engines: what is left of their figures, why, and what to do. */
    failed: {
      nothing: (engines: number, why: string) => ` ${engines === 1 ? 'has' : 'have'} no speed: ${why}`,
      one: (engines: number, why: string) => ` ${engines === 1 ? 'lacks' : 'lack'} a figure: ${why}`,
      fewer: (engines: number, why: string) =>
        ` broke off, and ${engines === 1 ? 'has' : 'have'} fewer repetitions: ${why}`,
    },
  },
  take: {
    label: 'Take the comparison with you',
    copy: 'Copy Markdown',
    copied: 'Copied',
    download: 'Download JSON',
  },
  texts: {
    title: 'What each wrote',
    about:
      'After the same prompt, always the likeliest token. Engines that compute the same write the same; rounding of four bits, or f16 sums in another order, may choose another word.',
    tokens: (count: number) => `${count} tokens`,
  },
  passage: {
    title: 'The same passage, read by all',
    label: 'What each makes of the same passage',
  },
  versions: {
    title: 'How each is set',
    tokamark: (version: string) => `Tokamark ${version}`,
    own: 'Kernels tuned on this device, as in any run; what was tuned before is used again. Each token is read back as it comes.',
  },
};
