/**
 * What ordering by expectation costs and saves, against trying every variant. Both are judged by one table, the least time that any run
 * measured of each variant at each site: one run's noise decides nothing.
 */
import { left, markdownTable, right, sheetOf } from '../../src/report/table';
import type { Kept, KeptSite } from './kept';

/** By site and variant, the least seconds of a pass that any of the runs measured; of what was sound in all. */
class LeastTimes {
  private readonly least = new Map<string, number>();

  constructor(runs: readonly Kept[]) {
    for (const { id, attempts } of runs.flatMap(({ sites }) => sites)) {
      for (const { variant, samples } of attempts) {
        const key = keyOf(id, variant);
        this.least.set(key, Math.min(this.least.get(key) ?? Infinity, ...samples));
      }
    }
  }

  of(site: string, variant: string): number {
    return this.least.get(keyOf(site, variant)) ?? Infinity;
  }

  /** Of the fastest variant. */
  best({ id, variants }: KeptSite): number {
    return Math.min(...variants.map((variant) => this.of(id, variant)));
  }
}

const keyOf = (site: string, variant: string): string => JSON.stringify([site, variant]);

export interface Shortfall {
  readonly where: string;
  /** Seconds over the other's, less one. */
  readonly share: number;
}

export interface SeedSummary {
  readonly seed: number;
  readonly seconds: { readonly every: number; readonly expected: number };
  readonly attempts: { readonly every: number; readonly expected: number };
  /** Of the passes of a group with what was chosen, against what trying everything chose in the same seed. */
  readonly groups: readonly Shortfall[];
  /** Of what trying everything chose, against the fastest variants of the table: what noise alone costs. */
  readonly noise: readonly Shortfall[];
  /** The same of each site, against the fastest variant of the table. */
  readonly sites: readonly Shortfall[];
}

/** Of each seed that both policies ran. */
export function summaries(runs: readonly Kept[]): readonly SeedSummary[] {
  const least = new LeastTimes(runs);
  const passOf = ({ sites }: Kept, group: string): number =>
    sites
      .filter((site) => site.group === group)
      .reduce((sum, { id, uses, chosen }) => sum + uses * least.of(id, chosen), 0);
  return [...new Set(runs.map(({ seed }) => seed))].flatMap((seed): SeedSummary[] => {
    const of = (policy: Kept['policy']) => runs.find((run) => run.seed === seed && run.policy === policy);
    const every = of('every');
    const expected = of('expected');
    if (every === undefined || expected === undefined) return [];
    const groups = [...new Set(expected.sites.map(({ group }) => group))].map((group): Shortfall => {
      return { where: group, share: passOf(expected, group) / passOf(every, group) - 1 };
    });
    const noise = groups.map(({ where }): Shortfall => {
      const own = every.sites.filter(({ group }) => group === where);
      const best = own.reduce((sum, site) => sum + site.uses * least.best(site), 0);
      return { where, share: passOf(every, where) / best - 1 };
    });
    const sites = expected.sites.map((site): Shortfall => {
      return { where: `${site.group}: ${site.id}`, share: least.of(site.id, site.chosen) / least.best(site) - 1 };
    });
    return [
      {
        ...{ seed, groups, noise, sites },
        seconds: { every: every.seconds, expected: expected.seconds },
        attempts: { every: attemptsOf(every), expected: attemptsOf(expected) },
      },
    ];
  });
}

const attemptsOf = ({ sites }: Kept): number => sites.reduce((sum, { attempts }) => sum + attempts.length, 0);

const worst = (shortfalls: readonly Shortfall[]): Shortfall =>
  shortfalls.reduce((most, one) => (one.share > most.share ? one : most), { where: '', share: -Infinity });

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const told = ({ where, share }: Shortfall): string => `${percent(share)} (${where})`;

export function summaryText(runs: readonly Kept[]): string {
  const found = summaries(runs);
  const columns = [
    right<SeedSummary>('seed', ({ seed }) => String(seed)),
    right<SeedSummary>('every variant', ({ seconds, attempts }) => `${seconds.every.toFixed(1)} s, ${attempts.every}`),
    right<SeedSummary>(
      'by expectation',
      ({ seconds, attempts }) => `${seconds.expected.toFixed(1)} s, ${attempts.expected}`,
    ),
    right<SeedSummary>('time', ({ seconds }) => percent(seconds.expected / seconds.every)),
    left<SeedSummary>('worst pass against every variant', ({ groups }) => told(worst(groups))),
    left<SeedSummary>('every variant against the fastest', ({ noise }) => told(worst(noise))),
    left<SeedSummary>('worst site against the fastest', ({ sites }) => told(worst(sites))),
  ];
  const { columns: heads, rows } = sheetOf(columns, found);
  const conditions = runs.map(
    ({ seed, policy, adapter, version, date, load }) =>
      `- seed ${seed}, ${policy}: ${adapter}; ${version}; ${date}; load ${load.map((each) => each.toFixed(1)).join(' to ')}`,
  );
  return [markdownTable(heads, rows), '', ...conditions, ''].join('\n');
}
