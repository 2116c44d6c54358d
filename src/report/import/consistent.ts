/** What the fields of a result say of each other: ids of their workloads, medians of their samples, rates of their durations. */
import { median } from 'simple-statistics';
import { canonicalDigest, SEEDED_RULE, tokensInAll } from '../../benchmark/workload';
import { summarise } from '../../statistics/spread';
import { ofSequence } from '../batches';
import { formatRatios as formatRatiosOf } from '../format-ratio';
import type { Figure, Result, ResultEntry } from '../schema';
import { STATISTICS } from '../statistics';
import { assertBetweenRuns } from './between';
import { assertReference } from './fidelity-reference';
import { assertLines } from './lines';
import { assertNames } from './model';
import { refusedField } from './refused';

/** As results of this version say it, and as those did before a trend or the correlation of repetitions widened an interval. */
const KNOWN_METHODS: ReadonlySet<string> = new Set([
  STATISTICS.method,
  'Hettmansperger-Sheather interpolated order statistics, widened by the trend over the run',
  'Hettmansperger-Sheather interpolated order statistics',
]);

/** Doubles that were computed in another order. */
const ROUNDING = 1e-6;
/** Tokens per second: a thousand times what the fastest accelerators make together with small models. */
const FASTEST = 1e9;
/** Seconds by which a page's own clock, which ticks, may be late. */
const TICK = 1;

/** @throws TokamarkError `import` that names the field */
export function assertConsistent(result: Result): void {
  assertEnd(result);
  assertSeed(result);
  assertMethod(result);
  assertBetweenRuns(result);
  assertReference(result);
  const seen = new Set<string>();
  let spent = 0;
  for (const [index, entry] of result.results.entries()) {
    const where = `results[${index}]`;
    assertWorkload(entry, where);
    assertNames(entry, where);
    assertRounds(entry, where);
    const key = `${entry.workloadId} ${entry.engine}`;
    if (seen.has(key)) throw refusedField(`${where}.workloadId`, 'this workload is listed twice');
    seen.add(key);
    if (entry.tokensPerSecond !== null) assertRates(entry, entry.tokensPerSecond, where);
    if (entry.ttftSeconds !== null) assertFigure(entry.ttftSeconds, `${where}.ttftSeconds`);
    assertSequence(entry, `${where}.perSequence`);
    if (entry.tokensPerSecond !== null) assertWidth(entry.tokensPerSecond, `${where}.tokensPerSecond`);
    if (entry.ttftSeconds !== null) assertWidth(entry.ttftSeconds, `${where}.ttftSeconds`);
    spent += [...entry.durations.map(({ seconds }) => seconds), ...entry.warmUpSeconds].reduce((a, b) => a + b, 0);
  }
  assertRatios(result);
  assertLines(result);
  if (result.elapsedSeconds + TICK < spent * (1 - ROUNDING)) {
    throw refusedField(
      'elapsedSeconds',
      `${result.elapsedSeconds} s is less than the ${spent.toPrecision(4)} s of its repetitions`,
    );
  }
}

/** Of what a run had to say at its end: a run that is complete or was cancelled did not fail. */
function assertEnd({ status, failure }: Result): void {
  if (failure === null) return;
  if (status === 'complete') throw refusedField('failure', 'the status says that the run is complete');
  if (status === 'cancelled' && failure.code !== 'cancelled') {
    throw refusedField('failure.code', `it is ${failure.code}, and the status says that the run was cancelled`);
  }
}

/** Prompts that a seed makes cannot be made again without it. */
function assertSeed({ suite, results }: Result): void {
  const index = results.findIndex(({ workload }) => workload.prompt.rule === SEEDED_RULE);
  if (index < 0 || suite.promptSeed !== undefined) return;
  throw refusedField('suite.promptSeed', `it is missing, and results[${index}] has prompts of a seed`);
}

/** A name that nobody knows would take all that is derived from samples out of every check. */
function assertMethod({ statistics: { method } }: Result): void {
  if (KNOWN_METHODS.has(method)) return;
  throw refusedField('statistics.method', 'this version does not know it, and cannot check what it gave');
}

function assertWorkload(entry: ResultEntry, where: string): void {
  const { workload } = entry;
  if (canonicalDigest(workload) !== entry.workloadId) {
    throw refusedField(`${where}.workloadId`, 'it is not the id of the workload beside it');
  }
  for (const name of ['phase', 'depth', 'tokens', 'batch'] as const) {
    if (entry[name] !== workload[name]) {
      throw refusedField(`${where}.${name}`, `${entry[name]} is not the workload's ${workload[name]}`);
    }
  }
  if (workload.delivery !== undefined && entry.delivery !== workload.delivery) {
    throw refusedField(`${where}.delivery`, `${entry.delivery} is not the workload's ${workload.delivery}`);
  }
  if (workload.format['name'] !== entry.format) {
    throw refusedField(`${where}.format`, `${entry.format} is not the workload's`);
  }
}

/** In each round a test counts once. */
function assertRounds({ durations }: ResultEntry, where: string): void {
  const seen = new Set<number>();
  for (const [index, { round }] of durations.entries()) {
    if (round === undefined) continue;
    if (seen.has(round)) throw refusedField(`${where}.durations[${index}].round`, 'two repetitions share a round');
    seen.add(round);
  }
}

function assertRates(entry: ResultEntry, figure: Figure, where: string): void {
  assertFigure(figure, `${where}.tokensPerSecond`);
  for (const [index, sample] of figure.samples.entries()) {
    const at = `${where}.tokensPerSecond.samples[${index}]`;
    if (sample > FASTEST) throw refusedField(at, `${sample} tokens/s is more than any machine makes`);
    const duration = entry.durations.length === figure.samples.length ? entry.durations[index] : undefined;
    const passes = duration?.passes ?? 1;
    if (duration !== undefined && !near(sample * duration.seconds, tokensInAll(entry) * passes)) {
      throw refusedField(at, `${sample} tokens/s does not agree with its duration of ${duration.seconds} s`);
    }
  }
}

function assertFigure({ median: middle, low, high, samples }: Figure, where: string): void {
  if (!(low <= middle * (1 + ROUNDING))) throw refusedField(`${where}.low`, 'it is above the median');
  if (!(high >= middle * (1 - ROUNDING))) throw refusedField(`${where}.high`, 'it is below the median');
  const found = median([...samples]);
  if (!near(found, middle))
    throw refusedField(`${where}.median`, `${middle} is not the median of its samples, ${found}`);
}

/** What is said of one sequence follows from the speed of all. */
function assertSequence(entry: ResultEntry, where: string): void {
  const { perSequence } = entry;
  if (perSequence === undefined) return;
  const found = entry.batch === 1 ? null : ofSequence(entry);
  if ((perSequence === null) !== (found === null)) {
    throw refusedField(where, `a batch of ${entry.batch} ${found === null ? 'has none' : 'has a speed'}`);
  }
  for (const name of ['tokensPerSecond', 'stepSeconds'] as const) {
    const [given, expected] = [perSequence?.[name] ?? null, found?.[name] ?? null];
    const same =
      given === null || expected === null
        ? given === expected
        : (['median', 'low', 'high'] as const).every((bound) => near(given[bound], expected[bound]));
    if (!same) throw refusedField(`${where}.${name}`, 'it does not follow from the speed of all sequences');
  }
}

/** A trend and a correlation over the run make an interval wider than its samples alone do, and nothing makes it narrower. */
function assertWidth({ low, high, samples }: Figure, where: string): void {
  const least = summarise(samples);
  if (low > least.low * (1 + ROUNDING))
    throw refusedField(`${where}.low`, 'its samples leave it less certain than that');
  if (high < least.high * (1 - ROUNDING))
    throw refusedField(`${where}.high`, 'its samples leave it less certain than that');
}

/** Ratios of formats follow from the samples beside them. */
function assertRatios({ formatRatios, results }: Result): void {
  const expected = formatRatiosOf(results);
  for (const [index, one] of formatRatios.entries()) {
    const where = `formatRatios[${index}]`;
    const found = expected.find(
      ({ test, model, metric, of, than, engines }) =>
        [test, model, metric, of, than].join() === [one.test, one.model, one.metric, one.of, one.than].join() &&
        engines?.of === one.engines?.of &&
        engines?.than === one.engines?.than,
    );
    if (found === undefined) throw refusedField(where, 'the results have no two such formats');
    for (const name of ['method', 'rounds'] as const) {
      if (one[name] !== found[name])
        throw refusedField(`${where}.${name}`, `its samples give ${found[name] ?? 'no rounds'}`);
    }
    for (const name of ['median', 'low', 'high'] as const) {
      if (!near(one[name], found[name])) throw refusedField(`${where}.${name}`, `its samples give ${found[name]}`);
    }
  }
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
