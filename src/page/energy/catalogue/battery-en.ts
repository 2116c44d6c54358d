/** What is said while a battery is read, in English. A catalogue of its own: the page's state, which is there from the first, tells of it. */
export const EN = {
  hidden: 'the page was hidden',
  nothingRan: 'nothing ran when the battery fell by a step',
  nothingRanFor: (seconds: string) => `nothing ran for ${seconds} s`,
  ran: 'the benchmark ran while the idle power was being read',
  runNow: (watts: string) => `Its idle power is ${watts} W. Now press Run with a sustained test; nothing runs yet.`,
};
