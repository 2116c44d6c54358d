/** How far Fable's text is at the pace that a format is measured at, from the state of the page. No elements, and no clock. */
import type { ModelFormat } from '../../kernels/recipe';
import { mainFormat } from '../../report/main-format';
import type { Story } from '../../report/schema';
import { STORY } from '../../benchmark/story-settings';
import { tokensInAll } from '../../benchmark/workload';
import type { PageState, RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import { cellText } from '../view/results-model';
import { WORDS } from './catalogue/words';

export interface PacedText {
  readonly format: ModelFormat;
  /** What it is, with the speed. */
  readonly about: string;
  readonly prompt: string;
  readonly text: string;
}

/** While a run goes on: of the main format and FP16, what Fable has written by now. Empty before it writes. */
export function pacedTexts({ run }: Pick<PageState, 'run'>): readonly PacedText[] {
  const { formats = [] } = run.options ?? {};
  if (run.phase !== 'running' || formats.length === 0) return [];
  const shown = [...new Set<ModelFormat>(['fp16', mainFormat(formats)])].filter((format) => formats.includes(format));
  return shown.flatMap((format) => pacedText(run, format) ?? []);
}

function pacedText(run: RunState, format: ModelFormat): PacedText | null {
  const name = format.toUpperCase();
  const story = run.record.stories.find((one) => one.format === format) ?? null;
  if (story === null) {
    const text = run.progress.texts[format];
    return text === undefined ? null : { format, about: WORDS.writes(name), prompt: STORY.prompt, text };
  }
  const { written, rate } = writtenBy(run, format);
  const about = rate === null ? WORDS.wrote(name) : WORDS.atPace(name, rate);
  return { format, about, prompt: story.prompt, text: rate === null ? story.text : upTo(story, written) };
}

/** The tokens that the repetitions of a format have made so far, and how fast; no rate before the first. */
function writtenBy(run: RunState, format: ModelFormat): { readonly written: number; readonly rate: string | null } {
  const entry = entryFor(run, format, 'decode')?.entry ?? null;
  if (entry === null || entry.tokensPerSecond === null) return { written: 0, rate: null };
  const passes = entry.durations.reduce((sum, one) => sum + (one.passes ?? 1), 0);
  return { written: passes * tokensInAll(entry), rate: cellText(run, format, 'decode', [format]).value };
}

/** As much of the text as so many tokens are. After its end it begins anew. */
function upTo({ text, tokens }: Story, written: number): string {
  const within = tokens <= 0 ? 0 : ((written - 1) % tokens) + 1;
  return text.slice(0, Math.round((text.length * within) / tokens));
}
