/** What the first screen of the benchmark says, in English. Figures, times and names come as they are shown. */
import { NOTES_EN } from './en-notes';

export const EN = {
  notes: NOTES_EN,
  before: {
    title: 'How many tokens per second does this machine’s GPU make?',
    does: ({ model, gpu, formats, time }: { model: string; gpu: string; formats: string; time: string }) =>
      `Run times ${model} on ${gpu}: ${formats}, ${time}. A token is a word or a piece of one. Nothing is uploaded.`,
    ownModel: 'your model',
    languageModel: (shape: string) => `a language model, ${shape} or as large as fits the time,`,
    noLimit: 'without a time limit',
    inAbout: (time: string) => `in about ${time}`,
    seconds: (seconds: string) => `${seconds} seconds`,
    minute: 'a minute',
    minutes: (minutes: string) => `${minutes} minutes`,
  },
  unnamedGpu: 'this machine’s GPU',
  measuring: (gpu: string) => `Measuring ${gpu}`,
  provisional: 'Keep this tab in front. A number is provisional until its last repetition.',
  on: (gpu: string) => `On ${gpu}.`,
  onIn: (gpu: string, browser: string) => `On ${gpu}, ${browser}.`,
  ofBandwidth: (share: string) => `${share} of the bandwidth.`,
  facts: {
    rate: 'tokens/s',
    inFormat: (unit: string, format: string) => `${unit} in ${format}`,
    reading: (format: string) => `tokens/s reading a prompt, ${format}`,
    firstToken: 'first token',
    firstTokenAfter: (tokens: string) => `first token after a prompt of ${tokens} tokens`,
    summary: 'What this is held against',
    ring: 'The ring is the share of the memory’s bandwidth that the same run measured. Its wide end is the interval.',
  },
  links: {
    engines: 'Other engines take their turns in this run.',
    feel: 'Feel a speed.',
    typed: 'See it typed.',
  },
  ring: {
    unit: 'tokens per second',
    unitShort: 'tokens/s',
    whole: '100 % of bandwidth',
    doubtful: '100 % (doubtful)',
    reaches: (format: string, share: string) => `${format} reaches ${share} of the bandwidth that this run measured`,
    doubted: (said: string, doubt: string) => `${said} (${doubt})`,
    empty: 'A ring that fills with the share of the memory’s bandwidth',
  },
  announced: {
    speed: (rate: string) => `${rate} tokens per second`,
    speedWithin: (rate: string, range: string) => `${rate} tokens per second, ${range}`,
    figure: (status: string, format: string, speed: string) => `${status}. ${format}: ${speed}.`,
    software: 'Software adapter: this is not a GPU’s speed.',
  },
  challenge: {
    title: (machine: string, makes: string, rate: string) =>
      `${machine} ${makes} ${rate} tokens per second. Can yours?`,
    range: (low: string, high: string) => `(${low} to ${high})`,
    withModel: (model: string) => `with ${model}`,
    lead: ({ what, date, unverified, gpu }: { what: string; date: string; unverified: string; gpu: string }) =>
      `${what}, on ${date}: ${unverified}. Run measures the same on ${gpu} and says who wins.`,
    needle: ({
      machine,
      rate,
      share,
      unverified,
    }: {
      machine: string;
      rate: string;
      share: string;
      unverified: string;
    }) => `${machine}: ${rate} tokens/s at ${share} of its own bandwidth, ${unverified}`,
  },
  among: {
    heading: 'Is that good?',
    own: 'This run',
    caption: 'What memory has on paper is more than any program reads of it; this run’s is what it read.',
    device: 'Device',
    bandwidth: 'Bandwidth',
    ofDevice: (device: string, bandwidth: string) => `${device}, ${bandwidth}`,
  },
  headline: {
    run: (about: string) => `Run the real 1B: ${about}`,
    notInTime: (shape: string) => `By a first look at this device, ${shape} does not fit the time.`,
    notInSeconds: (shape: string, seconds: string) =>
      `By a first look at this device, ${shape} does not fit ${seconds} seconds.`,
    wouldTake: ({ time, times, writes, reads }: { time: string; times: string; writes: string; reads: string }) =>
      `Without a limit it would take ${time}, or less once its kernels are tuned: ${times} times writing ${writes} tokens and reading a prompt of ${reads}, in each format.`,
    memory: (bytes: string) => `It needs ${bytes} of memory. Cancel ends it at any time.`,
  },
};
