/**
 * Whether a run measured what its options named. What a profile shrinks to by itself is said in the plan; what somebody asked for
 * by name and did not get is more: a sentence, a line in the JSON, and an exit code of its own. Pure.
 */
import { testName, type Test } from '../benchmark/workload';
import { isOurs } from '../benchmark/whose';
import type { ModelFormat } from '../kernels/recipe';
import { ofLargest } from '../report/headline';
import type { Result, ResultEntry } from '../report/schema';
import { flagOf } from './run-flags';

/** What the command line named; null or empty for what was left to its default. */
export interface Asked {
  readonly shape: string | null;
  readonly profile: {
    readonly name: string;
    readonly tests: readonly Test[];
    readonly formats: readonly ModelFormat[];
  } | null;
  /** By their lengths, depths and batches. */
  readonly tests: readonly Test[];
  readonly formats: readonly ModelFormat[];
  readonly repetitions: number | null;
  /** Seconds of the long decode. */
  readonly sustained: number | null;
  readonly fidelityWindows: number | null;
}

/** One sentence each, with the option and what was measured instead. */
export function notAsAsked(asked: Asked, { results, sustained, fidelity, plan }: Result): readonly string[] {
  // What another engine measured is no answer to it, nor is a smaller model of the line.
  const ours = ofLargest(results.filter(isOurs));
  // What was cut off says so itself.
  const measured = ours.filter(({ tokensPerSecond }) => tokensPerSecond !== null);
  // What failed has a reason of its own, which is not the time.
  const tried = ours.filter(({ status, tokensPerSecond }) => status === 'failed' || tokensPerSecond !== null);
  const why = plan.budgetSeconds === null ? '' : `: the time budget of ${plan.budgetSeconds} s had no room for it`;
  const said: string[] = [];

  const models = [...new Set(measured.map(({ model }) => model.name))];
  const { shape } = asked;
  const otherShape = shape !== null && models.some((name) => name !== shape);
  if (otherShape) said.push(`${flagOf('shape')} ${shape} was not run${why}; ${models.join(', ')} was measured instead`);

  const gone = (tests: readonly Test[], formats: readonly ModelFormat[]): string[] =>
    tests.flatMap((test) => (formats.every((format) => has(tried, test, format)) ? [] : [testName(test)]));
  const formatsRun = [...new Set(tried.map(({ format }) => format))];

  const missingFormats = asked.formats.filter((format) => !formatsRun.includes(format));
  if (missingFormats.length > 0) said.push(`${flagOf('formats')} ${missingFormats.join(',')} was not measured${why}`);

  const missingTests = gone(asked.tests, formatsRun);
  if (missingTests.length > 0) said.push(`${missingTests.join(', ')} was not measured${why}; ${instead(measured)}`);

  if (asked.profile !== null && !otherShape) {
    const { name, tests, formats } = asked.profile;
    const missing = gone(tests, formats);
    const shrank = plan.shrunk.some((step) => step.startsWith('shape '));
    if (missing.length > 0 || shrank) {
      said.push(
        `${flagOf('profile')} ${name} was not run as it is defined${why}; ${models.join(', ')}: ${instead(measured)}`,
      );
    }
  }

  const { repetitions } = asked;
  const fewest = Math.min(...measured.map(({ tokensPerSecond }) => tokensPerSecond?.samples.length ?? 0));
  if (repetitions !== null && measured.length > 0 && fewest < repetitions) {
    said.push(`${flagOf('repetitions')} ${repetitions} was not reached; ${fewest} count`);
  }

  const seconds = sustained === null ? 0 : sustained.seconds;
  if (asked.sustained !== null && seconds < asked.sustained) {
    said.push(`${flagOf('sustain')} ${asked.sustained} was not run${seconds === 0 ? '' : `; ${seconds} s were`}`);
  }

  const windows = fidelity?.passage.windows ?? 0;
  if (asked.fidelityWindows !== null && windows < asked.fidelityWindows) {
    said.push(`${flagOf('windows')} ${asked.fidelityWindows} was not reached; ${windows} were read`);
  }
  return said;
}

const has = (entries: readonly ResultEntry[], test: Test, format: ModelFormat): boolean =>
  entries.some((entry) => entry.format === format && entry.test === testName(test));

const instead = (entries: readonly ResultEntry[]): string =>
  entries.length === 0
    ? 'nothing was measured'
    : `${[...new Set(entries.map(({ test }) => test))].join(', ')} was measured`;

/** The result with what it lacks said in it, for who reads only the document. */
export function withNotAsAsked(result: Result, said: readonly string[]): Result {
  if (said.length === 0) return result;
  const warnings = said.map((message) => ({ code: 'not-as-asked', message: `Not measured as asked: ${message}.` }));
  return {
    ...result,
    plan: { ...result.plan, notAsAsked: [...said] },
    warnings: [...result.warnings, ...warnings],
  };
}
