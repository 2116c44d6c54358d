/** What is said of the runs that this browser keeps, in English. When a run began comes as it is shown. */
const runsAre = (count: number): string => (count === 1 ? '1 run is' : `${count} runs are`);

const REFUSED = 'this browser’s storage is full or refused';

export const EN = {
  noStorage: 'This browser gives the page no storage: runs are not kept.',
  damaged: (count: number) => `${count} kept runs could not be read. They were put aside in this browser’s storage.`,
  notKept: (when: string) => `The run of ${when} is not kept: ${REFUSED}. Download its JSON before you close the page.`,
  tooMany: (most: number) =>
    `This browser keeps at most ${most} runs from files. Delete some, then import the rest again.`,
  notImported: (count: number) => `${count} more could not be imported.`,
  imported: (count: number) => `${runsAre(count)} imported.`,
  known: (count: number) => `${runsAre(count)} already here.`,
  fleeting: (count: number) => `${runsAre(count)} not kept beyond this visit: ${REFUSED}.`,
  nameNotKept: `The name is not kept: ${REFUSED}.`,
  notAllDeleted: `Not everything was deleted: ${REFUSED}.`,
  notRestored: (count: number) => `${runsAre(count)} not restored: ${REFUSED}.`,
  unnamed: (count: number) => `${runsAre(count)} restored without a name: ${REFUSED}.`,
  deleted: (count: number) => `${runsAre(count)} deleted.`,
  oneDeleted: (when: string) => `The run of ${when} is deleted.`,
  namelessFile: 'a file without a name',
  resultOf: (file: string, index: number, all: number) => `${file}, result ${index} of ${all}`,
};
