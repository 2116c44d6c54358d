/**
 * Fable writes one text in each format: before the repetitions where all of them have time, so that there is something to read meanwhile,
 * otherwise after them. Its speed is not the headline.
 */
import { seconds, type Seconds } from '../../foundation/units';
import type { ModelFormat } from '../../kernels/recipe';
import type { ModelFolder } from '../../model/files/folder';
import { aboutSeconds, leftText } from './left-words';
import type { PlannedRun } from '../planned-run';
import { stepId } from '../steps';
import { write } from '../story';
import { STORY } from '../story-settings';
import { orExtraLoss } from '../survive';
import { formatsOf, type RunBench } from '../run-request';
import type { AfterStep } from './after-step';

/** A text takes up to so many times as long as planned, since each of its tokens is shown before the next. */
const SLOWER = 1.3;
/** Of what the repetitions should take: that much of it stays theirs in any case. */
const LEAST_MEASURED = 0.5;

export const stories: AfterStep = {
  isSooner: true,
  steps: (asked, { story: expected }) =>
    asked.extras.story === null
      ? []
      : formatsOf(asked).map((format) => ({
          id: stepId.story(format),
          title: `Let Fable write at ${format.toUpperCase()}`,
          expected,
        })),
  reserved: (asked, times) => seconds(asked.extras.story === null ? 0 : SLOWER * times.story * formatsOf(asked).length),
  run: (bench, { run }) => writeAll(bench, run),
};

/**
 * Once everything is loaded. Does nothing where that could cost what is measured its time.
 * @throws ExtraLoss where the device was lost; TokamarkError `cancelled`
 */
export async function writeInTime(bench: RunBench, run: PlannedRun): Promise<void> {
  const { asked, plan, kept, foresight, written } = run;
  if (asked.extras.story === null) return;
  const formats = formatsOf(asked);
  foresight.onReady();
  const texts = stories.reserved(asked, plan.times);
  const [pace, others] = [foresight.factor(), kept.afterRepetitions() - Math.min(1, foresight.factor()) * texts];
  if (pace * (texts + LEAST_MEASURED * plan.times.measure) + others <= bench.budget.left()) {
    await orExtraLoss('story', () => writeAll(bench, run));
    kept.onDone(seconds((texts * written.size) / Math.max(1, formats.length)));
  }
  // The others still have their turn at the end.
  if (written.size < formats.length) run.tellLater();
}

async function writeAll(bench: RunBench, { asked, plan, foresight, written }: PlannedRun): Promise<void> {
  const { budget, clock, signal, events } = bench;
  const { story } = asked.extras;
  if (story === null) return;
  // By the time that is left against what one takes here: as planned and corrected, then as the one before took.
  let takes = foresight.factor() * plan.times.story;
  for (const format of formatsOf(asked)) {
    if (written.has(format)) continue;
    const left = budget.left();
    if (left < takes) {
      events.onReport('less', { what: 'story', reason: leftOut(format, left, seconds(takes)) });
      continue;
    }
    const from = clock.now();
    written.add(format);
    await bench.survive(`Fable’s text at ${format.toUpperCase()}`, () => writeOne(bench, story, format, asked.seed));
    takes = clock.now() - from;
    if (signal?.aborted === true) return;
  }
}

const leftOut = (format: ModelFormat, left: Seconds, takes: Seconds): string =>
  `Fable wrote no text at ${format.toUpperCase()}: ${leftText(left)}, and it takes about ${aboutSeconds(takes)} here. Give a longer budget, or none.`;

async function writeOne(bench: RunBench, folder: ModelFolder, format: ModelFormat, seed: number): Promise<void> {
  const { events } = bench;
  const { tokenizer, config } = folder;
  const { prompt, tokens, temperature } = STORY;
  const step = stepId.story(format);
  events.onProgress(step, 0, format.toUpperCase());
  const stream = tokenizer.createStream();
  let text = '';
  let count = 0;
  const push = (piece: string) => {
    text += piece;
    if (piece !== '') events.onReport('text', { format, piece });
  };
  const choice = { kind: 'sample', temperature, seed } as const;
  const request = { folder, format, prompt: tokenizer.encode(prompt), tokens, choice, endTokens: config.eosTokenIds };
  const writing = await write(bench, request, (token) => {
    count += 1;
    push(stream.push(token));
    events.onProgress(step, count / tokens, `${count} tokens`);
  });
  push(stream.flush());
  // Cancelled before its first token, there is nothing to show.
  if (writing.stopped === 'cancelled' && writing.tokens.length === 0) return;
  events.onReport('story', { format, prompt, text, writing, temperature, seed });
}
