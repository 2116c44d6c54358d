/** What is said of what qualifies the figures of a run, in English. Figures come as they are shown, or as the words that name them. */
export const NOTES_EN = {
  whyNot: 'Why not the headline?',
  whyLow: 'Why is it low?',
  heading: 'Notes on this run',
  technical: 'Technical details',
  see: (number: string) => `, see note ${number}`,
  seeAll: (numbers: readonly string[]) => `, see notes ${numbers.join(' and ')}`,
  everyTest: 'every test of this run',
  reading: 'reading a prompt',
  batched: 'writing without reading each token back',
  writing: 'writing',
  atOnce: (texts: number) => `${texts} texts at once`,
  afterContext: (tokens: number) => `after ${tokens} tokens of context`,
  withModel: (model: string) => `with ${model}`,
  inFormats: (doing: string, formats: string) => `${doing} in ${formats}`,
  lastAnd: ', and ',
  andOthers: (named: readonly string[], more: number) =>
    `${named.join(', ')} and ${more} other ${more === 1 ? 'test' : 'tests'}`,
  failed: (figures: string, message: string, remedy: string) => `${figures} failed: ${message} ${remedy}`,
  withoutTexts: (message: string, remedy: string) => `The benchmark runs without the texts: ${message} ${remedy}`,
  unsettled: (figures: string) =>
    `Before the repetitions of ${figures}, no two warm-up runs agreed within 5 %: the device may not have settled yet. Close other programs and run again.`,
  few: (least: number, figures: string) =>
    `Fewer than ${least} repetitions count of ${figures}: its interval says little. Close other programs, or give a longer budget, and run again.`,
  fewOfSeveral: (least: number, figures: string) =>
    `Fewer than ${least} repetitions count of ${figures}: their intervals say little. Close other programs, or give a longer budget, and run again.`,
  outlier: (which: string, figures: string, cause: string) =>
    `${which} of ${figures} is far from the others, and is kept. ${cause}`,
  outliersOfSeveral: (figures: string, cause: string) =>
    `A repetition is far from the others in each of these, and is kept: ${figures}. ${cause}`,
  reaches: (figures: string, where: string, why: string) => `The interval of ${figures} reaches ${where}: ${why}.`,
  beyond: {
    slowest: 'below its slowest repetition',
    fastest: 'above its fastest repetition',
    both: 'beyond its repetitions on both sides',
  },
  because: {
    runs: 'it is widened by what changes between the kept runs of this machine, which one run alone cannot show',
    rose: 'the speed rose during the run, and it is widened to hold where the run ended',
    fell: 'the speed fell during the run, and it is widened to hold where the run ended',
    neighbours:
      'repetitions resemble the ones right before them, so that they say less than as many independent ones, and it is widened by that',
  },
};
