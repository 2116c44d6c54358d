/** What the room says beyond the texts, in English: a frame has none of it. */
export const ROOM_EN = {
  rewind: 'From the start',
  busy: 'A run goes on: nothing moves here until it has ended.',
  ownChoice: 'Your choice',
  choice: {
    label: 'A speed of your choice',
    heard: (speed: string) => `${speed} tokens per second`,
  },
  passOn: {
    title: 'Show it to somebody',
    about: 'The link holds these speeds and names, and nothing else.',
    noLink: 'Others cannot reach this page: what you copy here has the speeds and no link, and there is no frame.',
    copyLink: 'Copy the link',
    copyFrame: 'Copy the frame for a page of yours',
    copied: 'Copied',
    frame: 'The frame as HTML',
  },
  add: {
    title: 'Put another beside it',
    full: (most: number) => `There is room for ${most} beside reading: remove one first.`,
    filter: 'Look for a run, a device or a kind, such as phone',
    model: 'Model, for devices',
    nothing: 'Nothing of that name. Any speed can be set above.',
    found: (count: number) => `${count} found.`,
    more: (count: number, all: number) => `${count} of ${all}: more letters find fewer.`,
    all: (count: number) => `All ${count} devices by kind`,
    aboutDevices: (model: string) =>
      `Expected, not measured: the most that the memory of each allows ${model} in INT4, by its bandwidth on paper.`,
    kind: (kind: string, count: number) => `${kind} (${count})`,
    software: (name: string) => `${name} (software adapter)`,
  },
  groups: {
    own: 'Runs of this browser, measured',
    challenge: 'The challenge, unverified',
    laptop: 'Laptops with a GPU of their own',
    integrated: 'Laptops and computers with an integrated GPU',
    phone: 'Phones and tablets',
    desktop: 'Desktop GPUs',
    datacentre: 'Data-centre GPUs',
  },
  about: {
    own: (model: string, browser: string, date: string) =>
      `Measured in this browser's runs: ${model}’s shape, ${browser}, ${date}.`,
    challenge: (date: string) => `Measured by whoever challenges you on ${date}; unverified.`,
    device: (bandwidth: string, model: string) =>
      `Expected, not measured: the most that ${bandwidth} on paper allow ${model} in INT4.`,
  },
};
