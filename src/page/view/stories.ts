/** Draws the texts that Fable writes, as they come. */
import { STORY } from '../../benchmark/story-settings';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { find, setText } from '../dom/find';
import type { View } from '../dom/view';
import { hasEnded, type FableState, type RunOptions, type RunState } from '../state/page-state';

export const drawStories: View = ({ run, fable }, options) => {
  setText('stories-sampling', samplingText(run, options));
  setText('fable-state', fableText(fable));
  for (const format of MODEL_FORMATS) {
    find(`story-${format}`).hidden = !options.formats.includes(format);
    drawStory(format, run);
  }
};

function samplingText({ record: { stories } }: RunState, options: RunOptions): string {
  const [told] = stories;
  const temperature = told?.temperature ?? STORY.temperature;
  return `Sampled at temperature ${temperature} with seed ${told?.seed ?? options.seed}, the same in each format.`;
}

function fableText(fable: FableState): string {
  if (fable.kind === 'loading') return 'Fable is being downloaded (10.5 MB).';
  if (fable.kind !== 'missing') return '';
  return `The benchmark runs without the texts: ${fable.error.message} ${fable.error.remedy}`;
}

/** What stands where no text does. */
export const emptyText = (run: Pick<RunState, 'phase'>): string =>
  hasEnded(run) ? 'No text was written in this run.' : 'The text appears here after the measurement.';

function drawStory(format: ModelFormat, run: RunState): void {
  const story = run.record.stories.find((one) => one.format === format) ?? null;
  const written = story?.text ?? run.progress.texts[format] ?? null;
  // Known before the story is: the text must not move when it ends.
  setText(`prompt-${format}`, written === null ? '' : STORY.prompt);
  setText(`text-${format}`, written ?? '');
  setText(`empty-${format}`, emptyText(run));
  find(`empty-${format}`).hidden = written !== null;
  const streaming = written !== null && story === null ? 'writing…' : '\u00a0';
  const { tokensPerSecond: rate = null, tokens = 0 } = story ?? {};
  const told = rate === null ? streaming : `${Number(rate.toPrecision(3))} tokens/s streamed, ${tokens} tokens`;
  setText(`rate-${format}`, told);
}
