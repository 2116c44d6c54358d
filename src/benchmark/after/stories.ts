/** After the measurement, Fable writes one text in each format. Its speed is not the headline. */
import { seconds, type Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/format';
import type { ModelFolder } from '../../model/files/folder';
import { aboutSeconds, leftText } from './left-words';
import { stepId } from '../steps';
import { write } from '../story';
import { STORY } from '../story-settings';
import { survive } from '../survive';
import type { AfterStep, RunPlace } from './after-step';

export const stories: AfterStep = {
  steps: ({ story, formats }, { story: expected }) =>
    story === null
      ? []
      : formats.map((format) => ({
          id: stepId.story(format),
          title: `Let Fable write at ${format.toUpperCase()}`,
          expected,
        })),
  reserved: ({ story, formats }, times) => seconds(story === null ? 0 : times.story * formats.length),
  run: async (place) => {
    const { request, plan, signal, events } = place;
    if (request.story === null) return;
    // By the time that is left against what one takes here: as planned and corrected, then as the one before took.
    let takes = place.pace * plan.times.story;
    for (const format of request.formats) {
      const left = place.budget.left();
      if (left < (request.budget === null ? 0 : takes)) {
        events.onLess('story', leftOut(format, left, seconds(takes)));
        continue;
      }
      const from = place.clock.now();
      const { story } = request;
      const extra = `Fable’s text at ${format.toUpperCase()}`;
      await survive(place.context, extra, events.onProblem, () => writeOne(place, story, format));
      takes = place.clock.now() - from;
      if (signal?.aborted === true) return;
    }
  },
};

const leftOut = (format: ModelFormat, left: Seconds, takes: Seconds): string =>
  `Fable wrote no text at ${format.toUpperCase()}: ${leftText(left)}, and it takes about ${aboutSeconds(takes)} here. Give a longer budget, or none.`;

async function writeOne(
  { context, verifier, request, clock, signal, events }: RunPlace,
  folder: ModelFolder,
  format: ModelFormat,
): Promise<void> {
  const { tokenizer, config } = folder;
  const { prompt, tokens, temperature } = STORY;
  const { seed } = request;
  const step = stepId.story(format);
  events.onProgress(step, 0, format.toUpperCase());
  const stream = tokenizer.createStream();
  let text = '';
  let count = 0;
  const push = (piece: string) => {
    text += piece;
    if (piece !== '') events.onText(format, piece);
  };
  const choice = { kind: 'sample', temperature, seed } as const;
  const writing = await write(
    context,
    verifier,
    { folder, format, prompt: tokenizer.encode(prompt), tokens, choice, endTokens: config.eosTokenIds },
    clock,
    signal,
    (token) => {
      count += 1;
      push(stream.push(token));
      events.onProgress(step, count / tokens, `${count} tokens`);
    },
  );
  push(stream.flush());
  // Cancelled before its first token, there is nothing to show.
  if (writing.stopped === 'cancelled' && writing.tokens.length === 0) return;
  events.onStory({ format, prompt, text, writing, temperature, seed });
}
