/** How what is selected is copied, in English. */
export const EN = {
  byFinger: 'hold a finger on it, then choose Copy',
  press: (keys: string) => `press ${keys}`,
};
