/**
 * Tunes a loaded subject at the shapes and depths at which it will be measured: everything at the least depth, for each number of
 * sequences that decode has, attention again at each other.
 */
import type { LoadedModel } from '../model/load';
import type { Transformer } from '../model/transformer';
import type { Site } from '../tuning/site';
import type { TuningMemory } from '../tuning/memory';
import { mergeOutcomes, NOT_TUNED, type TuningOutcome } from '../tuning/outcome';
import { tuneSites } from '../tuning/tune-sites';
import type { Bench } from './bench';
import { rankOf } from './pace';
import { passRows } from './pass-rows';
import { isSiteOf, type Subject } from './subject';
import { batchesOf, type Phase, type Test } from './workload';

export interface TuneSubjectOptions {
  readonly memory: TuningMemory;
  /** Seconds for all sites of this subject. */
  readonly budget: number;
  readonly onProgress: (fraction: number, detail: string) => void;
}

/** Shares of the budget. Attention alone is tuned again for each larger depth: nothing else depends on it. */
const WEIGHTS = { decode: 6, prefill: 4, decodeAgain: 2, prefillAgain: 1 } as const;

interface Part {
  readonly test: Test;
  readonly sites: readonly Site[];
  /** By the id of a site at a depth, that of the model's site. */
  readonly models: ReadonlyMap<string, string>;
  readonly weight: number;
}

/** Chooses variants for `subject` and puts them in place. @throws as tuneSites. */
export async function tuneSubject(
  { context, clock, signal, verifier }: Bench,
  subject: Subject,
  { memory, budget, onProgress }: TuneSubjectOptions,
): Promise<TuningOutcome> {
  const { model } = subject;
  const parts = partsOf(subject);
  const all = parts.reduce((sum, { weight }) => sum + weight, 0);
  const found = new Map<number, Map<string, string>>();
  let outcome: TuningOutcome = NOT_TUNED;
  let share = 0;
  // What is timed at a site writes into the cache.
  subject.passes.filled.clear();
  for (const { test, sites, models, weight } of parts) {
    const from = share;
    share += weight / all;
    const to = share;
    stand(subject, test);
    const tuned = await tuneSites(context, sites, {
      ...{ memory, clock, signal },
      budget: Math.max(0, budget * to - outcome.seconds),
      checked: verifier.checked,
      onProgress: (fraction, detail) => onProgress(from + fraction * (to - from), detail),
    });
    const chosen = found.get(test.depth) ?? new Map<string, string>();
    for (const [site, candidate] of tuned.chosen) chosen.set(models.get(site) ?? site, candidate);
    found.set(test.depth, chosen);
    outcome = mergeOutcomes(outcome, tuned);
  }
  await choose(model, subject.byDepth, found);
  return outcome;
}

/** Puts the default variants back in place, whatever was chosen. @throws TokamarkError `shader`. */
export async function untuned({ model, byDepth }: Subject): Promise<void> {
  byDepth.clear();
  await model.choose(new Map());
}

/**
 * The tests by what is tuned apart, each list by depth: those of decode of each number of sequences, and those of prefill, where a
 * pass holds rows of any sequences.
 */
export function tunedApart(tests: readonly Test[]): readonly (readonly Test[])[] {
  const prefill = tests
    .filter(({ phase }) => phase === 'prefill')
    .filter((test, _, all) => !all.some(({ depth, batch }) => depth === test.depth && batch < test.batch));
  // However its tokens are delivered, decode runs the same kernels.
  const decode = batchesOf(tests).map((batch) =>
    tests
      .filter((test) => test.phase === 'decode' && test.batch === batch)
      .filter((test, i, all) => all.findIndex(({ depth }) => depth === test.depth) === i),
  );
  return [...decode, prefill].map((own) => own.toSorted((a, b) => a.depth - b.depth));
}

/** All sites at the least depth of each set of tests, and attention again at each of the others. */
function partsOf({ model, tests }: Subject): readonly Part[] {
  const sites = model.sites();
  return tunedApart(tests).flatMap((own) =>
    own.map((test, i): Part => {
      const { phase } = test;
      const all = sites[phase].filter((site) => isSiteOf(site, test));
      if (i === 0) return { test, sites: all, models: new Map(), weight: WEIGHTS[phase] };
      // At each depth a site has an id of its own.
      const again = all
        .filter(({ name }) => name === 'attention')
        .map((site) => ({ model: site.id, site: { ...site, id: `${site.id} @ d${test.depth}` } }));
      return {
        test,
        sites: again.map(({ site }) => site),
        models: new Map(again.map(({ model, site }) => [site.id, model])),
        weight: WEIGHTS[`${phase}Again`],
      };
    }),
  );
}

function stand({ model, chunk }: Subject, test: Test): void {
  const { phase, depth, tokens } = test;
  // A chunk may be as long as a fill that is longer than this prompt.
  const { rows, last } = passRows(test, chunk, phase === 'decode' ? depth + Math.floor(tokens / 2) : depth);
  model.session.stand(rows, last);
}

/** Leaves in place what the least depth runs. */
async function choose(
  model: LoadedModel,
  byDepth: Map<number, Transformer>,
  found: ReadonlyMap<number, ReadonlyMap<string, string>>,
): Promise<void> {
  const depths = [...found.keys()].sort((a, b) => a - b);
  byDepth.clear();
  for (const depth of depths.toReversed()) {
    // What is tuned again at a depth takes the place of what was found at less; a batch may begin at more.
    const upTo = depths.filter((other) => other <= depth).flatMap((other) => [...(found.get(other) ?? [])]);
    await model.choose(new Map(upTo));
    if (depths.length > 1) byDepth.set(depth, model.transformer);
  }
}

/** The test of `phase` with the least context, of the fewest sequences. */
export const shallowest = (tests: readonly Test[], phase: Phase): Test | undefined =>
  tests.filter((test) => test.phase === phase).toSorted((a, b) => rankOf(a) - rankOf(b))[0];
