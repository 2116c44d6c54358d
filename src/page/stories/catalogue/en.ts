/** What is said around Fable's texts, in English. Formats come as they are shown, figures as text. */
export const EN = {
  writes: (format: string) => `Fable writes in ${format}`,
  wrote: (format: string) => `Fable wrote in ${format}`,
  atPace: (format: string, rate: string) => `Fable writes at ${format}’s pace: ${rate} tokens/s`,
  sampling: (temperature: string, seed: string) =>
    `Sampled at temperature ${temperature} with seed ${seed}, the same in each format.`,
  rate: (rate: string, tokens: string) => `${rate} tokens/s streamed, ${tokens} tokens`,
  heading: 'The same story in each format',
  aboutFable:
    'Fable has 5.2 million parameters and learnt from old children’s books. It shows what a number format does to a text, and cannot answer questions.',
};
