/** What is said of the page that this browser keeps, in English. Versions come as their labels, sizes with their unit. */
export const EN = {
  isolation:
    'This host does not isolate the page from others, so its clock is coarse. Reload once: then the page does it itself.',
  keeping: (done: string, all: string) => `This browser has ${done} of ${all} of the page.`,
  makingAvailable: 'Making it available …',
  notKept: (message: string, remedy: string) => `Not kept: ${message} ${remedy}`,
  again: 'Try again',
  wouldKeep: (size: string) =>
    `The page works without a network once this browser keeps it: ${size}, the story model included.`,
  makeAvailable: 'Make available offline',
  keepsOlder: (kept: string, newest: string) =>
    `This browser keeps version ${kept}, and shows it. A newer one is there: ${newest}.`,
  getNewer: 'Get the newer version',
  keepsNewer: (kept: string) => `This browser keeps version ${kept} now. Reload to use it.`,
  available: (kept: string) => `Available offline: this browser keeps version ${kept}.`,
  megabytes: (amount: string) => `${amount} MB`,
  remove: 'Remove from this browser',
  reload: 'Reload',
  newer: (label: string) => `A newer version of this page is there: ${label}.`,
  useNewer: 'Use it',
};
