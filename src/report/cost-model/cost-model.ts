/**
 * The cost model of a run: what a token or a prompt of any shape takes on its device. The sum over the sites, times what whole tokens took over
 * their sums, as near ones did. Its interval is as wide as the model is wrong about what the run measured, each model left out in turn.
 */
import type { ModelFormat } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import type { Result } from '../schema';
import { measuredOf, type Measured } from './measured';
import { around, outside, valueAt, type AtLevel, type Known } from './nearness';
import type { Pass } from './pass';
import { expectedSeconds, passSeconds, siteTimesOf, type SiteTimes, type TimedSite } from './site-times';
import type { WorkPhase } from './work';

/** Seconds, and how far from what was measured. */
export interface Expected extends Interval {
  /** The natural logarithm of the factor by which the work lies beyond all that was measured; 0 within. */
  readonly distance: number;
}

/** What is asked for: a pass in a format. */
export type Asked = Pick<Measured, 'phase' | 'format' | 'batch' | 'pass'>;

export interface CostModel {
  readonly times: SiteTimes;
  readonly measured: readonly Measured[];
  /** How far off it is of what the run measured. */
  readonly off: readonly Off[];
}

/** Of decode of so many sequences, or of prompts. */
interface Kind {
  readonly phase: WorkPhase;
  readonly batch: number;
}

interface Off extends Kind {
  /** Root mean square of the logarithms; null where nothing could be left out. */
  readonly off: number | null;
}

/** Null where the run timed no sites, or measured no token. */
export function costModelOf(result: Result): CostModel | null {
  const times = siteTimesOf(result);
  const measured = measuredOf(result);
  if (times === null || measured.length === 0) return null;
  return { times, measured, off: kindsOf(measured).map((kind) => ({ ...kind, off: offOf(kind, times, measured) })) };
}

/** Of shapes as near as those left out, as a share; and for each factor e beyond all that was measured. Set before any comparison. */
const HERE = 0.08;
const FARTHER = 0.08;
/** Nine errors in ten are within so many of their root mean square. */
const NINE_IN_TEN = 1.645;
/** Where nothing could be left out, it is as good as unknown how far off it is. */
const UNKNOWN_OFF = 0.4;

/** Null where its format has no sites, or its phase no token that was measured. */
export function expectedOf(asked: Asked, { times, measured, off }: CostModel): Expected | null {
  const found = calibrated(asked, times, measured);
  if (found === null) return null;
  const { seconds, distance } = found;
  const own = off.filter(({ phase }) => phase === asked.phase);
  const [nearest] = own.toSorted((a, b) => fold(a.batch, asked.batch) - fold(b.batch, asked.batch));
  // Errors of different causes add as squares.
  const factor = (bound: number): number =>
    Math.exp(
      Math.hypot(HERE, NINE_IN_TEN * (nearest?.off ?? UNKNOWN_OFF), Math.log(bound / seconds.median)) +
        FARTHER * distance,
    );
  const { median, low, high } = seconds;
  return { median, low: median / factor(low), high: median * factor(high), distance };
}

const fold = (a: number, b: number): number => Math.abs(Math.log(a / b));

interface Calibrated {
  readonly seconds: Interval;
  readonly distance: number;
}

/** Two formats of one model are as far apart. */
const OTHER_FORMAT = 0.7;

/** A pass, times what near ones took over their sums. */
function calibrated(asked: Asked, times: SiteTimes, measured: readonly Measured[]): Calibrated | null {
  const sum = passSeconds(asked.pass, times);
  if (sum === null) return null;
  const known = measured.flatMap((one): readonly Ratio[] => {
    const over = one.phase === asked.phase ? passSeconds(one.pass, times) : null;
    if (over === null) return [];
    const { model, format, batch, seconds, pass } = one;
    return [
      {
        model,
        format,
        batch,
        size: sizeOf(pass),
        median: seconds.median / over,
        low: seconds.low / over,
        high: seconds.high / over,
      },
    ];
  });
  const scaled = (of: 'median' | 'low' | 'high'): number | null => {
    const levels = batchesOf(known).flatMap((level): readonly AtLevel[] => {
      const value = ratioOf(asked, level, known, of);
      return value === null ? [] : [{ level, value }];
    });
    const found = around(asked.batch, levels);
    return found === null ? null : between(asked.batch, found) * sum;
  };
  const [median, low, high] = [scaled('median'), scaled('low'), scaled('high')];
  if (median === null || low === null || high === null) return null;
  const distance = outside(
    [sizeOf(asked.pass), Math.log(asked.batch)],
    known.map((one) => ({ at: [one.size, Math.log(one.batch)] })),
  );
  return { seconds: { median, low, high }, distance };
}

/** What a measured pass took over the sum of its sites. */
interface Ratio extends Interval {
  readonly model: string;
  readonly format: ModelFormat;
  readonly batch: number;
  /** As sizeOf has it. */
  readonly size: number;
}

/** The natural logarithm of the bytes of a pass: whatever the number of sequences, nearly those of its weights. */
const sizeOf = ({ works }: Pass): number => Math.log(works.reduce((sum, { work, uses }) => sum + uses * work.bytes, 0));

const batchesOf = (known: readonly Ratio[]): readonly number[] => [...new Set(known.map(({ batch }) => batch))];

/**
 * At a number of sequences that was measured. How it goes with size is known where the most models were measured, which is one sequence; to
 * the others' that is added by how much they differ from it.
 */
function ratioOf(asked: Asked, level: number, known: readonly Ratio[], of: 'median' | 'low' | 'high'): number | null {
  const modelsAt = (batch: number): number =>
    new Set(known.flatMap((one) => (one.batch === batch ? [one.model] : []))).size;
  const [most = level] = [level, ...batchesOf(known)].toSorted((a, b) => modelsAt(b) - modelsAt(a));
  const near = (
    to: { readonly format: ModelFormat; readonly size: number },
    all: readonly Ratio[],
    value: (one: Ratio) => number,
  ) =>
    valueAt(
      [to.size, 0],
      all.map((one): Known => ({ at: [one.size, one.format === to.format ? 0 : OTHER_FORMAT], value: value(one) })),
    );
  const own = known.filter(({ batch }) => batch === level);
  const place = { format: asked.format, size: sizeOf(asked.pass) };
  if (modelsAt(most) === modelsAt(level)) return near(place, own, (one) => one[of]);
  const best = known.filter(({ batch }) => batch === most);
  const base = near(place, best, ({ median }) => median);
  const apart = near(place, own, (one) => one[of] / (near(one, best, ({ median }) => median) ?? NaN));
  return base === null || apart === null ? null : base * apart;
}

/** In proportion to the logarithms. */
function between(batch: number, { below, above }: { readonly below: AtLevel; readonly above: AtLevel }): number {
  if (below.level === above.level) return below.value;
  const share = Math.log(batch / below.level) / Math.log(above.level / below.level);
  return below.value ** (1 - share) * above.value ** share;
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
    const others =
      from === 'models'
        ? models
        : [...own.filter(({ format }) => format !== one.format), ...ofOtherModels(one, measured)];
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

/** Where formats alone were left out, what sites are off by is not in it, and is added. */
function offOf(kind: Kind, times: SiteTimes, measured: readonly Measured[]): number | null {
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
