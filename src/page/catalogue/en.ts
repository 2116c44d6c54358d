/** What a run says of itself before it begins, in English. */
export const EN = {
  starting: 'Starting',
  waitingForModel: 'Waiting for the story model (10.5 MB)',
  waitingForRun: 'Waiting for the cancelled run to stop',
};
