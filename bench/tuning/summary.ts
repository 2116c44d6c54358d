/**
 * What each run took, and how far its choice falls behind. All are judged by one table, the least time that any run measured of each
 * variant at each site: one run's noise decides nothing.
 */
import { left, markdownTable, right, sheetOf } from '../../src/report/table';
import type { Kept, KeptSite } from './kept';

/** By site and variant, the least seconds that any of the runs measured: of a pass, and of an attempt. */
class LeastTimes {
  private readonly least = new Map<string, number>();
  private readonly attempts = new Map<string, number>();

  constructor(runs: readonly Kept[]) {
    for (const { id, attempts } of runs.flatMap(({ sites }) => sites)) {
      for (const { variant, samples, took } of attempts) {
        const key = keyOf(id, variant);
        this.least.set(key, Math.min(this.least.get(key) ?? Infinity, ...samples));
        this.attempts.set(key, Math.min(this.attempts.get(key) ?? Infinity, took));
      }
    }
  }

  of(site: string, variant: string): number {
    return this.least.get(keyOf(site, variant)) ?? Infinity;
  }

  /** Seconds of an attempt, compiling and checking included. */
  ofAttempt(site: string, variant: string): number {
    return this.attempts.get(keyOf(site, variant)) ?? Infinity;
  }

  /** Of the fastest variant. */
  best({ id, variants }: KeptSite): number {
    return Math.min(...variants.map((variant) => this.of(id, variant)));
  }
}

const keyOf = (site: string, variant: string): string => JSON.stringify([site, variant]);

export interface Shortfall {
  readonly where: string;
  /** Seconds over those of the fastest variants, less one. */
  readonly share: number;
}

export interface RunSummary extends Pick<Kept, 'seed' | 'policy' | 'seconds'> {
  readonly attempts: number;
  /** Of the same attempts, each at the least that any run took for it: what the machine's load does not change. */
  readonly leastSeconds: number;
  /** All passes of all groups together. */
  readonly all: number;
  /** Of the pass of each group, and of each site. */
  readonly groups: readonly Shortfall[];
  readonly sites: readonly Shortfall[];
}

/** Of each run: how far what it chose falls behind the fastest variants of the table. Of runs that tried all, noise alone is to blame. */
export function summaries(runs: readonly Kept[]): readonly RunSummary[] {
  const least = new LeastTimes(runs);
  const behind = (where: string, sites: readonly KeptSite[]): Shortfall => {
    const chosen = sites.reduce((sum, { id, uses, chosen: own }) => sum + uses * least.of(id, own), 0);
    const best = sites.reduce((sum, site) => sum + site.uses * least.best(site), 0);
    return { where, share: chosen / best - 1 };
  };
  return runs.map(({ seed, policy, seconds, sites }): RunSummary => {
    const groups = [...new Set(sites.map(({ group }) => group))];
    return {
      ...{ seed, policy, seconds },
      attempts: sites.reduce((sum, { attempts }) => sum + attempts.length, 0),
      leastSeconds: sites
        .flatMap(({ id, attempts }) => attempts.map(({ variant }) => least.ofAttempt(id, variant)))
        .reduce((sum, took) => sum + took, 0),
      all: behind('', sites).share,
      groups: groups.map((group) =>
        behind(
          group,
          sites.filter((site) => site.group === group),
        ),
      ),
      sites: sites.map((site) => behind(`${site.group}: ${site.id}`, [site])),
    };
  });
}

const worst = (shortfalls: readonly Shortfall[]): Shortfall =>
  shortfalls.reduce((most, one) => (one.share > most.share ? one : most), { where: '', share: -Infinity });

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const told = ({ where, share }: Shortfall): string => `${percent(share)} (${where})`;

export function summaryText(runs: readonly Kept[]): string {
  const columns = [
    right<RunSummary>('seed', ({ seed }) => String(seed)),
    left<RunSummary>('tries', ({ policy }) => policy),
    right<RunSummary>('time', ({ seconds }) => `${seconds.toFixed(1)} s`),
    right<RunSummary>('at least times', ({ leastSeconds }) => `${leastSeconds.toFixed(1)} s`),
    right<RunSummary>('attempts', ({ attempts }) => String(attempts)),
    right<RunSummary>('passes', ({ all }) => percent(all)),
    left<RunSummary>('worst pass', ({ groups }) => told(worst(groups))),
    left<RunSummary>('worst site', ({ sites }) => told(worst(sites))),
  ];
  const { columns: heads, rows } = sheetOf(columns, summaries(runs));
  const conditions = runs.map(
    ({ seed, policy, adapter, version, date, load }) =>
      `- seed ${seed}, ${policy}: ${adapter}; ${version}; ${date}; load ${load.map((each) => each.toFixed(1)).join(' to ')}`,
  );
  return [markdownTable(heads, rows), '', ...conditions, ''].join('\n');
}
