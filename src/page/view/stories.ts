/** Draws the texts that Fable writes, as they come. */
import { STORY } from '../../benchmark/story-settings';
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';
import { find, setHidden, setText } from '../dom/find';
import { hasEnded, type FableState, type PageState, type RunOptions, type RunState } from '../state/page-state';
import { SOFTWARE_NOTE } from './gpu-facts';

export function createStories(): (state: PageState, options: RunOptions) => void {
  return ({ run, gpu, fable }, formOptions) => {
    const options = run.options ?? formOptions;
    const software = gpu.kind === 'known' && gpu.description.adapter.software;
    setText(find('stories-software', HTMLElement), software ? SOFTWARE_NOTE : '');
    setText(find('stories-sampling', HTMLElement), samplingText(run, options));
    setText(find('fable-state', HTMLElement), fableText(fable));
    for (const format of MODEL_FORMATS) {
      setHidden(find(`story-${format}`, HTMLElement), !options.formats.includes(format));
      drawStory(format, run);
    }
  };
}

function samplingText({ stories }: RunState, options: RunOptions): string {
  const [told] = stories;
  const temperature = told?.temperature ?? STORY.temperature;
  return `Sampled at temperature ${temperature} with seed ${told?.seed ?? options.seed}, the same in each format.`;
}

function fableText(fable: FableState): string {
  if (fable.kind === 'loading') return 'Fable is being downloaded (10.5 MB).';
  if (fable.kind === 'ready') return '';
  return `The benchmark runs without the texts: ${fable.error.message} ${fable.error.remedy}`;
}

/** What stands where no text does. */
export const emptyText = (run: Pick<RunState, 'phase'>): string =>
  hasEnded(run) ? 'No text was written in this run.' : 'The text appears here after the measurement.';

function drawStory(format: ModelFormat, run: RunState): void {
  const story = run.stories.find((one) => one.format === format) ?? null;
  const written = story?.text ?? run.texts[format] ?? null;
  const part = (name: string): HTMLElement => find(`${name}-${format}`, HTMLElement);
  // Known before the story is: the text must not move when it ends.
  setText(part('prompt'), written === null ? '' : STORY.prompt);
  setText(part('text'), written ?? '');
  setHidden(part('empty'), written !== null);
  setText(part('empty'), emptyText(run));
  const rate = story?.tokensPerSecond ?? null;
  const tokens = story?.tokens ?? 0;
  const streaming = written !== null && story === null ? 'writing…' : '\u00a0';
  setText(
    part('rate'),
    rate === null ? streaming : `${Number(rate.toPrecision(3))} tokens/s streamed, ${tokens} tokens`,
  );
}
