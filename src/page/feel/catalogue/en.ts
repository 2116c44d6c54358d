/** What stands beside the texts, in the room and in the frame alike, in English. Figures come as they are shown. */
export const EN = {
  play: 'Play',
  pause: 'Pause',
  toBeginWith: 'A speed to begin with',
  reading: 'Reading',
  /** Of a link: what it says, and that nobody has looked. */
  ofLink: {
    measured: 'Measured, says the link; unverified.',
    software: 'Measured on a software adapter, says the link; unverified.',
    expected: 'Expected, says the link; nobody measured it.',
    chosen: 'Chosen, not measured.',
  },
  lasts: (tokens: number, time: string) => `All ${tokens} tokens take ${time}.`,
  unit: 'tokens/s',
  software: 'software adapter, not a GPU',
  remove: 'Remove',
  removeOne: (name: string) => `Remove ${name}`,
  textOf: (name: string) => `Text at the pace of ${name}`,
  /** Of a frame: to the page itself. */
  tryAnother: 'Tokamark: try another speed',
};
