/** What the model wrote, in Markdown. */
import { asQuote, inMarkdown } from '../outside-text';
import type { Result } from '../schema';
import type { ResultPart } from './part';

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

export const stories: ResultPart<'stories'> = {
  fold: (before, told) => {
    if (told.type === 'restarted') return [];
    return told.type === 'story' ? [...before, told.story] : before;
  },
  markdown: section,
};
