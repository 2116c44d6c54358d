/** What a challenge says, in English. */
export const EN = {
  noVerdict: (reason: string) => `No verdict. ${reason}`,
  discard: 'Discard the challenge',
};
