/** What Fable is asked to continue, and how it is sampled: greedy decoding loops, 0.6 to 0.8 reads well (its card). */
export const STORY = { prompt: 'Once upon a time', tokens: 80, temperature: 0.7 } as const;
