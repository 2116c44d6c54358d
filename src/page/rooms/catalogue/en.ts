/** The names of the rooms and what their head says of a run, in English. Numbers and times come as they are shown. */
export const EN = {
  names: {
    benchmark: 'Benchmark',
    compare: 'Compare',
    board: 'Board',
    cost: 'Cost',
    learn: 'Learn',
    details: 'Details',
    feel: 'Feel a speed',
    engines: 'Other engines',
  },
  sign: 'Tokamark',
  rooms: 'Rooms',
  title: (room: string) => `${room} · Tokamark`,
  cancel: 'Cancel',
  speed: (numbers: string) => `${numbers} tokens/s`,
  software: (speed: string) => `${speed} (software adapter)`,
  besideEngines: (speed: string) => `Tokamark, Fable: ${speed}`,
  left: (time: string) => `about ${time} left`,
  phases: {
    idle: '',
    waiting: 'Starting',
    running: 'Running',
    cancelled: 'Cancelled',
    complete: 'Finished',
    failed: 'Failed',
  },
};
