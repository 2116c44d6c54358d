/** What is said of the receipt that the page was opened with, in English. Figures and formats come as they are shown. */
export const EN = {
  synthetic: (shape: string) => `${shape} with synthetic weights`,
  fromFile: 'weights from a file',
  measures: (what: { model: string; tests: string; formats: string; repetitions: string }) =>
    `This link is a receipt. Run measures ${what.model}: ${what.tests} at ${what.formats}, ${what.repetitions} repetitions each, without a time limit.`,
  measuresLong: (
    what: { model: string; tests: string; formats: string; repetitions: string },
    long: { seconds: string; format: string },
  ) =>
    `This link is a receipt. Run measures ${what.model}: ${what.tests} at ${what.formats}, ${what.repetitions} repetitions each, then ${long.seconds} s of decode at ${long.format}, without a time limit.`,
  discard: 'Discard the receipt',
};
