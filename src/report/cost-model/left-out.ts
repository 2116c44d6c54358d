/** How wrong the cost model of a run is about the run itself: what each test takes by the others, its own model left out. */
import { RECIPES, type ModelFormat } from '../../kernels/recipe';
import { calibrated } from './calibrate';
import type { Measured } from './measured';
import { expectedSeconds, type SiteTimes, type TimedSite } from './site-times';
import type { Work, WorkPhase } from './work';

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

/** How far off a cost model is of a kind at a format. */
export interface Off extends Kind {
  readonly format: ModelFormat;
  /** What was left out to know it. Of one model alone nobody knows how far off another is: other formats of it have the same shapes. */
  readonly from: LeftOut['from'] | 'nothing';
  /** The natural logarithm of a factor within which nine errors in ten lie. */
  readonly off: number;
  /** Of what was left out at this format; of other formats where no other model was measured. */
  readonly errors: readonly number[];
}

/** As far off as nine in ten are where no other model tells: a factor of 1.9. Chosen, not fitted. */
export const UNKNOWN_OFF = 0.66;

/** By format: what one is off by says nothing of another. */
export function offsOf(kind: Kind, times: SiteTimes, measured: readonly Measured[]): readonly Off[] {
  const all = leftOut(kind, times, measured);
  const errors = (of: (one: LeftOut) => boolean): readonly number[] =>
    all.filter(of).map((one) => Math.log(one.measured.seconds.median / one.expected));
  const formats = new Set(measured.flatMap((one) => (isOfKind(one, kind) ? [one.format] : [])));
  return [...formats].map((format): Off => {
    const models = new Set(
      measured.flatMap((one) => (isOfKind(one, kind) && one.format === format ? [one.model] : [])),
    );
    const byModels = errors((one) => models.size > 1 && one.from === 'models' && one.measured.format === format);
    if (byModels.length > 0) {
      return { ...kind, format, from: 'models', off: nineInTen(byModels), errors: byModels };
    }
    const byFormats = errors(({ from }) => from === 'formats');
    if (byFormats.length === 0) return { ...kind, format, from: 'nothing', off: UNKNOWN_OFF, errors: [] };
    const known = Math.hypot(nineInTen(byFormats), nineInTen(siteErrors(kind, format, times)));
    return { ...kind, format, from: 'formats', off: Math.max(UNKNOWN_OFF, known), errors: byFormats };
  });
}

/** Each site at one shape from those at others. */
function siteErrors({ phase, batch }: Kind, format: ModelFormat, times: SiteTimes): readonly number[] {
  const own = times.sites.filter(
    ({ work }) =>
      work.phase === phase &&
      work.name !== 'attention' &&
      isLinearOf(format, work) &&
      (phase === 'prefill' || work.tokens === batch),
  );
  return own.flatMap((site) => {
    const expected = expectedSeconds(site.work, { ...times, sites: own.filter((one) => one !== site) });
    return expected === null ? [] : [Math.log(site.seconds / expected)];
  });
}

/** A matrix of the layers of a model at this format; an LM head may have another. */
export const isLinearOf = (format: ModelFormat, work: Work): boolean => {
  const { weights, activations } = RECIPES[format];
  return work.name !== 'LM head' && work.format === `${activations === 'int8' ? 'a8 ' : ''}${weights.qkv}`;
};

/** Student's two-sided 90 % by so many errors about none (NIST/SEMATECH e-Handbook, 1.3.6.7.2); beyond ten, nearly that of the normal distribution. */
const STUDENT = [6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812];
const NORMAL = 1.645;

/** Errors that are known from elsewhere: how many, and their root mean square. */
export interface KnownErrors {
  readonly count: number;
  readonly rootMeanSquare: number;
}

const NONE: KnownErrors = { count: 0, rootMeanSquare: 0 };

/** Nine errors in ten are within this, if they are as those: the fewer they are, the more times their root mean square. */
export function nineInTen(errors: readonly number[], known = NONE): number {
  const count = errors.length + known.count;
  if (count === 0) return 0;
  const squares = errors.reduce((sum, one) => sum + one * one, known.count * known.rootMeanSquare ** 2);
  return (STUDENT[count - 1] ?? NORMAL * (1 + 1 / count)) * Math.sqrt(squares / count);
}
