/** What is said before the rest of the page has come, in English. */
export const EN = {
  starting: 'Starting',
};
