/** What the list of kept runs says of each. No elements. */
import { contestantName, isOurs } from '../../benchmark/whose';
import { adapterName } from '../../report/adapter-name';
import { basisBehind, environmentOf, rangeOf } from '../../report/between-runs';
import { gpuOf, whenOf } from '../../report/compare/identity';
import { showFigure } from '../../report/digits';
import { ofHeadline } from '../../report/headline';
import { oneLine } from '../../report/outside-text';
import type { Result, ResultEntry } from '../../report/schema';
import { marksOf, standing } from '../../report/standing';

export interface RunRow {
  readonly when: string;
  /** Empty where it has none. */
  readonly machine: string;
  /** Marked where it is none. */
  readonly gpu: string;
  readonly browser: string;
  /** That this was no GPU stands beside the speed, too. */
  readonly software: boolean;
  /** Browser, GPU and profile in few words, for one line. */
  readonly short: readonly string[];
  /** With what, first of all, bars it from a ranking; that it is no GPU stands beside the GPU. */
  readonly profile: string;
  /** Of decode at the least depth, by format. */
  readonly speeds: readonly Speed[];
}

interface Speed {
  readonly name: string;
  /** `171 ± 3`, in tokens a second. */
  readonly value: string;
  /** ` (within one run)`. */
  readonly basis: string;
}

export function runRow(result: Result): RunRow {
  const { suite, results, betweenRuns, environment, engine, adapter } = result;
  // Our own first, in the format that the page is about.
  const rank = (entry: ResultEntry): number => 2 * Number(isOurs(entry)) + Number(entry.format === 'int4');
  const sorted = ofHeadline(results).toSorted((a, b) => rank(b) - rank(a));
  const least = Math.min(...sorted.flatMap(({ phase, depth }) => (phase === 'decode' ? depth : [])));
  const speeds = sorted.flatMap((entry) => {
    const { phase, depth, batch, test } = entry;
    const found = rangeOf(entry, 'tokensPerSecond', betweenRuns);
    if (phase !== 'decode' || depth !== least || found === null) return [];
    const name = `${contestantName(entry)}${batch === 1 ? '' : ` ${test}`}`;
    return [{ name, value: showFigure(found.interval), basis: basisBehind(found) }];
  });
  const profile = [suite.profile, ...marksOf(standing(result), 'software-adapter').slice(0, 1)].map(oneLine).join(', ');
  return {
    when: whenOf(result),
    machine: oneLine(result.machine ?? ''),
    gpu: gpuOf(result),
    browser: `${oneLine(environmentOf(result))}, Tokamark ${oneLine(engine.version)}, ${oneLine(environment.operatingSystem)}`,
    software: adapter.software,
    short: [oneLine(environmentOf(result)), profile, oneLine(adapterName(adapter))],
    profile,
    speeds,
  };
}

/** ` (within one run)`: which interval all speeds of a run have; empty where they differ, and each needs its own. */
export function sharedBasis({ speeds }: RunRow): string {
  const [basis = '', ...others] = new Set(speeds.map((speed) => speed.basis));
  return others.length === 0 ? basis : '';
}
