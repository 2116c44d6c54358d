/** What the first screen of the benchmark says during and after a run, from the state of the page. No elements. */
import type { ModelFormat } from '../../kernels/recipe';
import { SHAPES } from '../../model/shapes';
import { rangeOf } from '../../report/between-runs';
import { headlineSentence } from '../../report/headline-sentence';
import { mainFormat } from '../../report/main-format';
import { showShare, withBandwidthShare } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { hasEnded, type PageState, type RunOptions, type RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import { cellText } from '../view/results-model';
import { statusText } from '../view/run-status';
import { workloadText } from '../view/workload';
import { notesOf } from './notes-model';
import { challengeHero, needleOf } from './challenge';
import { gpuName, heroBefore, type Hero, type HeroFact, type HeroFigure } from './hero-data';

type Shown = Pick<PageState, 'gpu' | 'run' | 'fable'> & Partial<Pick<PageState, 'challenge'>>;

export function heroOf(state: Shown, options: RunOptions): Hero {
  const { gpu, run } = state;
  const { formats } = options;
  const challenge = state.challenge ?? null;
  if (run.phase === 'idle' || formats.length === 0) {
    const before = heroBefore(gpu, options);
    return challenge === null ? before : { ...before, ...challengeHero(challenge, gpuName(gpu)) };
  }
  const format = mainFormat(formats);
  const main = figureOf(run, format, formats);
  const beside = format !== 'fp16' && formats.includes('fp16') ? figureOf(run, 'fp16', formats) : null;
  const needle = challenge === null ? null : needleOf(challenge);
  const figures = { main, beside, facts: factsOf(run, formats, format), notes: notesOf(state, format), needle };
  if (!hasEnded(run)) {
    const lead = 'Keep this tab in front. A number is provisional until its last repetition.';
    return { phase: 'during', title: `Measuring ${gpuName(gpu)}`, lead, ...figures };
  }
  return {
    phase: 'after',
    title: sentenceOf(run, format) || statusText(state),
    lead: aboutRun(state, options, main),
    ...figures,
  };
}

function figureOf(run: RunState, format: ModelFormat, formats: readonly ModelFormat[]): HeroFigure {
  const entry = entryFor(run, format, 'decode')?.entry ?? null;
  const share = entry === null ? null : shareOf(entry, run);
  return {
    ...{ format, share, cell: cellText(run, format, 'decode', formats) },
    samples: entry?.tokensPerSecond?.samples.length ?? 0,
    shareWords: share === null ? '' : showShare(share).value,
  };
}

/** Also of a figure that is still provisional: the ring fills while the run goes on. */
function shareOf(entry: ResultEntry, { record }: RunState): HeroFigure['share'] {
  const { footprintShare, bandwidthShare } = withBandwidthShare(entry, record.roofs);
  return footprintShare ?? bandwidthShare ?? null;
}

/** The other formats, then how the main one reads a prompt. */
function factsOf(run: RunState, formats: readonly ModelFormat[], main: ModelFormat): readonly HeroFact[] {
  const others = formats
    .filter((format) => format !== main)
    .map((format): HeroFact => {
      const { cell, samples } = figureOf(run, format, formats);
      const unit = cell.tone === 'failed' ? cell.note : 'tokens/s';
      return { id: `headline-${format}`, value: cell.value, about: `${unit} in ${format.toUpperCase()}`, samples };
    });
  const name = main.toUpperCase();
  const reading = cellText(run, main, 'prefill', formats).value;
  const first = cellText(run, main, 'ttft', formats).value;
  const prompt = entryFor(run, main, 'prefill')?.entry.tokens;
  const after = prompt === undefined ? '' : ` after ${prompt}`;
  return [
    ...others,
    { id: 'headline-prefill', value: reading, about: `tokens/s reading a prompt, ${name}`, samples: 0 },
    { id: 'headline-ttft', value: first, about: `to the first token${after}`, samples: 0 },
  ];
}

function sentenceOf(run: RunState, format: ModelFormat): string {
  const main = entryFor(run, format, 'decode')?.entry ?? null;
  if (main === null) return '';
  const speed = rangeOf(main, 'tokensPerSecond', run.answer.result?.betweenRuns)?.interval ?? null;
  return headlineSentence(main, speed, entryFor(run, 'fp16', 'decode')?.entry ?? null);
}

/** Which model on what, and how near it came to what the memory allows. */
function aboutRun({ gpu, run }: Shown, options: RunOptions, { shareWords }: HeroFigure): string {
  const { model } = workloadText(run, options, options.formats);
  const parameters = SHAPES.find(({ name }) => name === model)?.parameters;
  const size = parameters === undefined ? [] : [`${IN_SHORT.format(parameters)} parameters`];
  const shrunk = run.record.plan.shrunk.length > 0 ? ['shrunk to fit the time'] : [];
  const which = [`${model}’s shape`, ...size, ...shrunk].join(', ');
  const browser = gpu.kind === 'known' ? `, ${gpu.description.environment.name}` : '';
  const share = shareWords === '' ? '' : ` ${shareWords} of the measured bandwidth.`;
  return `${which}, on ${gpuName(gpu)}${browser}.${share}`;
}

/** 5.2M, 1.2B. */
const IN_SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 });
