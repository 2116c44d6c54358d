/** What the first screen of the benchmark says during and after a run, from the state of the page. No elements. */
import type { ModelFormat } from '../../kernels/recipe';
import { rangeOf } from '../../report/between-runs';
import { ofHeadline } from '../../report/headline';
import { headlineSentence } from '../../report/headline-sentence';
import { mainFormat } from '../../report/main-format';
import { shareDoubt, showShare, withBandwidthShare } from '../../report/roofs';
import type { ResultEntry } from '../../report/schema';
import { modelStanding, shapeWords, STANDING_WORDS } from '../../report/which-model';
import { comparesEngines, hasEnded, type PageState, type RunOptions, type RunState } from '../state/page-state';
import { entryFor } from '../state/reduce';
import { cellText } from '../view/results-model';
import { statusText } from '../view/run-status';
import { WORDS } from './catalogue/words';
import { notesOf } from './notes-model';
import { challengeHero, needleOf } from './challenge';
import { gpuName, heroBefore, type Hero, type HeroFact, type HeroFigure, type HeroModel } from './hero-data';

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
  const figures = {
    ...{ main, beside, facts: factsOf(run, options, format) },
    ...{ notes: notesOf(state, format), model: modelOf(run, format), needle, engines: comparesEngines(run.options) },
  };
  if (!hasEnded(run)) {
    return { phase: 'during', title: WORDS.measuring(gpuName(gpu)), lead: WORDS.provisional, ...figures };
  }
  return {
    phase: 'after',
    title: sentenceOf(run, format) || statusText(state),
    lead: aboutRun(state, main, figures.model),
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
    doubt: entry === null || share === null ? '' : (shareDoubt(share, entry, run.record.roofs) ?? ''),
  };
}

/** Also of a figure that is still provisional: the ring fills while the run goes on. */
function shareOf(entry: ResultEntry, { record }: RunState): HeroFigure['share'] {
  const { footprintShare, bandwidthShare } = withBandwidthShare(entry, record.roofs);
  return footprintShare ?? bandwidthShare ?? null;
}

/** The other formats, then how the main one reads a prompt. */
function factsOf(run: RunState, { formats, tests }: RunOptions, main: ModelFormat): readonly HeroFact[] {
  const others = formats
    .filter((format) => format !== main)
    .map((format): HeroFact => {
      const { cell, samples } = figureOf(run, format, formats);
      const unit = cell.tone === 'failed' ? cell.note : WORDS.facts.rate;
      const about = WORDS.facts.inFormat(unit, format.toUpperCase());
      return { id: `headline-${format}`, value: cell.value, about, samples };
    });
  const reading = cellText(run, main, 'prefill', formats).value;
  const first = cellText(run, main, 'ttft', formats).value;
  // What is planned has as many digits as what was measured, or more: nothing below moves.
  const planned = ofHeadline(run.progress.planned?.tests ?? tests).find(({ phase }) => phase === 'prefill');
  const prompt = entryFor(run, main, 'prefill')?.entry.tokens ?? planned?.tokens;
  const ofFirst = prompt === undefined ? WORDS.facts.firstToken : WORDS.facts.firstTokenAfter(String(prompt));
  return [
    ...others,
    { id: 'headline-prefill', value: reading, about: WORDS.facts.reading(main.toUpperCase()), samples: 0 },
    { id: 'headline-ttft', value: first, about: ofFirst, samples: 0 },
  ];
}

function sentenceOf(run: RunState, format: ModelFormat): string {
  const main = entryFor(run, format, 'decode')?.entry ?? null;
  if (main === null) return '';
  const speed = rangeOf(main, 'tokensPerSecond', run.answer.result?.betweenRuns)?.interval ?? null;
  return headlineSentence(main, speed, entryFor(run, 'fp16', 'decode')?.entry ?? null);
}

/** On what, and how near it came to what the memory allows. */
function aboutRun({ gpu }: Shown, { shareWords, doubt }: HeroFigure, model: HeroModel | null): string {
  const name = gpuName(gpu);
  const where = gpu.kind === 'known' ? WORDS.onIn(name, gpu.description.environment.name) : WORDS.on(name);
  // A doubtful one is no finding; beside another model than the headline's there is more to say, and the ring has it.
  const isSaid = shareWords !== '' && doubt === '' && model?.standing === 'headline';
  return isSaid ? `${where} ${WORDS.ofBandwidth(shareWords)}` : where;
}

/** Null before the device has said what it has time for. */
function modelOf(run: RunState, format: ModelFormat): HeroModel | null {
  const { shape } = run.progress.planned ?? {};
  const model = entryFor(run, format, 'decode')?.entry.model ?? (shape === undefined ? null : { name: shape });
  if (model === null) return null;
  const standing = modelStanding(model, run.record.plan);
  // What did not come to its end compares with nothing, whatever it is of.
  const said = standing === 'headline' ? run.phase === 'complete' : hasEnded(run);
  return { name: shapeWords(model), standing, words: said ? STANDING_WORDS[standing] : '' };
}
