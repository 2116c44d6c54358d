/** How wrong the cost model of a run is about the run itself: what each test takes by the others, its own model left out. */
import { calibrated } from './calibrate';
import type { Measured } from './measured';
import { expectedSeconds, type SiteTimes, type TimedSite } from './site-times';
import type { WorkPhase } from './work';

/** Of decode of so many sequences, or of prompts. */
export interface Kind {
  readonly phase: WorkPhase;
  readonly batch: number;
}

/** What the others of a run say of one that it measured. */
export interface LeftOut {
  readonly measured: Measured;
  /** Of what else: other models, or other formats of the same model where no other model was measured in this phase. */
  readonly from: 'models' | 'formats';
  readonly expected: number;
}

/** Each kind once. */
export const kindsOf = (measured: readonly Measured[]): readonly Kind[] =>
  measured
    .filter((one, i) => measured.findIndex((other) => isOfKind(other, one)) === i)
    .map(({ phase, batch }) => ({ phase, batch }));

const isOfKind = (one: Kind, { phase, batch }: Kind): boolean => one.phase === phase && one.batch === batch;

/** Each of a kind, by the others: its model is left out with the sites that it alone has. */
export function leftOut(kind: Kind, times: SiteTimes, measured: readonly Measured[]): readonly LeftOut[] {
  const own = measured.filter((one) => isOfKind(one, kind));
  return own.flatMap((one): readonly LeftOut[] => {
    const models = own.filter(({ model }) => model !== one.model);
    const from = models.length > 0 ? 'models' : 'formats';
    const formats = own.filter(({ format }) => format !== one.format);
    if (models.length + formats.length === 0) return [];
    const others = from === 'models' ? models : [...formats, ...ofOtherModels(one, measured)];
    const sites = from === 'models' ? withoutSitesOf(one.model, times.sites, measured) : times.sites;
    const found = calibrated(one, { ...times, sites }, others);
    return found === null ? [] : [{ measured: one, from, expected: found.seconds.median }];
  });
}

/** In the same phase, of other models, whatever the number of sequences. */
const ofOtherModels = ({ phase, model }: Measured, measured: readonly Measured[]): readonly Measured[] =>
  measured.filter((one) => one.phase === phase && one.model !== model);

/** The sites that others have too, or nobody who was measured. */
export function withoutSitesOf(
  model: string,
  sites: readonly TimedSite[],
  measured: readonly Measured[],
): readonly TimedSite[] {
  const keysOf = (of: (one: Measured) => boolean): ReadonlySet<string> =>
    new Set(measured.filter(of).flatMap(({ pass }) => pass.works.map(({ work }) => keyOf(work))));
  const [own, others] = [keysOf((one) => one.model === model), keysOf((one) => one.model !== model)];
  return sites.filter(({ work }) => others.has(keyOf(work)) || !own.has(keyOf(work)));
}

/** The same for sites of one shape, whatever their format. */
export const keyOf = ({ phase, name, rows, columns }: TimedSite['work']): string =>
  JSON.stringify([phase, name, rows, name === 'attention' ? 0 : columns]);

/**
 * Root mean square of the logarithms; null where nothing could be left out. Where formats alone were, what sites are off by is not in it, and
 * is added.
 */
export function offOf(kind: Kind, times: SiteTimes, measured: readonly Measured[]): number | null {
  const all = leftOut(kind, times, measured);
  if (all.length === 0) return null;
  const whole = rootMeanSquare(all.map((one) => Math.log(one.measured.seconds.median / one.expected)));
  return all.some(({ from }) => from === 'models') ? whole : Math.hypot(whole, sitesOff(kind, times));
}

/** How far off a whole pass is whose sites are known from the others alone: by format, since errors of one format may go one way. */
function sitesOff({ phase, batch }: Kind, times: SiteTimes): number {
  const isOwn = ({ work }: TimedSite): boolean =>
    work.phase === phase && work.name !== 'attention' && (phase === 'prefill' || work.tokens === batch);
  const own = times.sites.filter(isOwn);
  const byFormat = new Map<string, { readonly timed: number; readonly expected: number }[]>();
  for (const site of own) {
    const expected = expectedSeconds(site.work, { ...times, sites: times.sites.filter((one) => one !== site) });
    if (expected === null) continue;
    byFormat.set(site.work.format, [...(byFormat.get(site.work.format) ?? []), { timed: site.seconds, expected }]);
  }
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
  return rootMeanSquare(
    [...byFormat.values()].map((all) =>
      Math.log(sum(all.map(({ timed }) => timed)) / sum(all.map(({ expected }) => expected))),
    ),
  );
}

const rootMeanSquare = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, one) => sum + one * one, 0) / values.length);
