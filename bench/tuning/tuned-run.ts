/** Tunes the sites of some models on a device opened for it, and tells what each attempt took. Nothing compiled before is used again. */
import { Bench, SILENT } from '../../src/benchmark/bench';
import { systemClock } from '../../src/benchmark/clock';
import { passRows } from '../../src/benchmark/pass-rows';
import { isSiteOf, loadSubject, type Subject } from '../../src/benchmark/subject';
import type { Test } from '../../src/benchmark/workload';
import type { GpuContext } from '../../src/device/context';
import { shuffled, uniform } from '../../src/foundation/random';
import { RECIPES, type ModelFormat } from '../../src/kernels/recipe';
import { shapeNamed } from '../../src/model/shapes';
import { syntheticWeights } from '../../src/model/weights/synthetic';
import { RULES, type Executor } from '../../src/tuning/contest';
import { deviceExecutor, type Checked } from '../../src/tuning/on-device';
import type { SiteOutcome } from '../../src/tuning/outcome';
import type { Site } from '../../src/tuning/site';
import { roundTrip } from '../../src/tuning/time';
import { tune } from '../../src/tuning/tune';
import type { Kept, KeptAttempt, KeptSite, Policy } from './kept';

export interface TunedRun {
  readonly seed: number;
  readonly policy: Policy;
  readonly shapes: readonly string[];
  readonly formats: readonly ModelFormat[];
}

const TESTS: readonly Test[] = [
  { phase: 'decode', depth: 0, tokens: 64, batch: 1 },
  { phase: 'prefill', depth: 0, tokens: 64, batch: 1 },
];

export async function tunedRun(context: GpuContext, run: TunedRun): Promise<Pick<Kept, 'seconds' | 'sites'>> {
  const bench = new Bench({ context, signal: null, events: SILENT });
  const random = uniform(run.seed);
  const sites: KeptSite[] = [];
  const evidence: SiteOutcome[] = [];
  let seconds = 0;
  for (const shape of shuffled(run.shapes, random)) {
    for (const format of shuffled(run.formats, random)) {
      const config = shapeNamed(shape);
      const recipe = RECIPES[format];
      const subject = await loadSubject(bench, {
        ...{ config, recipe, tests: TESTS, gemmRates: null, chosen: null },
        makeWeights: () => syntheticWeights(context, config, recipe),
      });
      for (const test of TESTS) {
        const tuned = await tunedPhase(bench, subject, test, { random, evidence, policy: run.policy });
        seconds += tuned.seconds;
        evidence.push(...tuned.outcomes);
        sites.push(...tuned.sites.map((site) => ({ ...site, group: `${shape} ${format} ${test.phase}` })));
      }
      subject.model.dispose();
    }
  }
  return { seconds, sites };
}

interface PhaseOptions extends Pick<TunedRun, 'policy'> {
  readonly random: () => number;
  readonly evidence: readonly SiteOutcome[];
}

async function tunedPhase({ context, verifier }: Bench, subject: Subject, test: Test, options: PhaseOptions) {
  const { model, chunk } = subject;
  const { rows, last } = passRows(test, chunk, test.phase === 'decode' ? test.tokens / 2 : 0);
  model.session.stand(rows, last);
  // As in a run, a site that another format has too (an INT4 model's LM head is INT8) is tuned once.
  const isNew = ({ id }: Site) => options.evidence.every((known) => known.id !== id);
  const offered: readonly Site[] = model.sites()[test.phase].filter((site) => isSiteOf(site, test) && isNew(site));
  // The default stays the first: it is the one that all are held against.
  const sites = shuffled(offered, options.random).map((site): Site => {
    const [first, ...others] = site.variants;
    return { ...site, variants: [first, ...shuffled(others, options.random)] };
  });
  const wait = await roundTrip(context, systemClock);
  const { executor, attempts } = listening(
    deviceExecutor(context, { clock: systemClock, checked: verifier.checked satisfies Checked, wait }),
  );
  const { sites: outcomes, seconds } = await tune(sites, executor, {
    ...{ clock: systemClock, budget: Infinity, signal: null, evidence: options.evidence },
    ...{ expected: () => 0, isBlacklisted: () => false, onProgress: () => undefined, onInterrupted: () => undefined },
    rules: options.policy === 'every' ? { ...RULES, worth: 0 } : RULES,
  });
  const kept = offered.flatMap(({ id, rows: of, uses, variants }): Omit<KeptSite, 'group'>[] => {
    const outcome = outcomes.find((each) => each.id === id);
    if (outcome === undefined) return [];
    const statusOf = (variant: string) => outcome.candidates.find((each) => each.id === variant)?.status ?? 'untried';
    const own = attempts
      .filter(({ site }) => site === id)
      .map(({ variant, made, took, samples }) => ({ variant, made, took, samples, status: statusOf(variant) }));
    return [{ id, uses, rows: of, chosen: outcome.chosen, variants: variants.map((each) => each.id), attempts: own }];
  });
  return { outcomes, seconds, sites: kept };
}

/** Notes what is asked of `executor`. A leader that is timed once more later adds to its own samples alone. */
function listening(executor: Executor) {
  const attempts: (Omit<KeptAttempt, 'status'> & { site: string })[] = [];
  const listener: Executor = {
    build: async (site, { id: variant, dispatches }) => {
      const from = systemClock.now();
      const own = { site: site.id, variant, made: 0, took: 0, samples: new Array<number>() };
      attempts.push(own);
      const told = <T>(value: T): T => {
        own.took = systemClock.now() - from;
        return value;
      };
      const trial = await executor.build(site, { id: variant, dispatches });
      return {
        ...trial,
        check: async () => {
          const result = await trial.check();
          own.made = systemClock.now() - from;
          return told(result);
        },
        sample: async () => {
          const sample = await trial.sample();
          own.samples.push(sample);
          return attempts.at(-1) === own ? told(sample) : sample;
        },
      };
    },
  };
  return { executor: listener, attempts };
}
