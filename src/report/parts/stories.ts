/** What the model wrote in each format, in the order of writing. */
import { z } from 'zod';
import { asQuote, inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import { contestant, count, finite, positive } from '../schema/common';
import { everywhere, type ResultPart } from './part';

const storySchema = z.looseObject({
  model: z.string(),
  ...contestant,
  prompt: z.string(),
  text: z.string(),
  tokens: count,
  temperature: finite.nonnegative(),
  seed: count,
  /** Streamed decode: each token is read back and shown before the person sees the next. */
  tokensPerSecond: positive.nullable(),
});
const schema = z.array(storySchema).default([]);

function section({ stories: told }: Result): string {
  if (told.length === 0) return '';
  const texts = told.map((story) => {
    const rate = story.tokensPerSecond === null ? '' : `, ${Number(story.tokensPerSecond.toPrecision(3))} tokens/s`;
    const how = `temperature ${story.temperature}, seed ${story.seed}, ${story.tokens} tokens${rate}`;
    const title = `**${inMarkdown(story.model)} at ${story.format.toUpperCase()}** (${how})`;
    return `${title}\n\n${asQuote(`${story.prompt}${story.text}`)}`;
  });
  return ['## What the model wrote', ...texts].join('\n\n');
}

export const stories: ResultPart<typeof schema> = {
  schema,
  fold: (before, told) => (told.type === 'story' ? [...before, told.story] : before),
  markdown: everywhere(section),
};
