/** The rows of a ranking as they are shown: place, figure with its interval, where that lies on one scale, and what makes it doubtful. */
import type { Cohort, Cohorts } from '../../../server/board/src/contract/reads/cohorts';
import { ENGINE } from '../../foundation/build';
import { showInterval } from '../../report/digits';
import type { Interval } from '../../report/digits';
import { scaleOf, type Scale } from '../../report/charts/scales';
import { addressOfView, gpuView, type Base, type RankingQuery } from './address';
import { WORDS } from './catalogue/words';
import { dayOf, kindName, nameOf, percent } from './names';

/** Shares of the picture's width, in percent. */
export interface Strip {
  readonly at: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface ShownFigure {
  readonly median: string;
  /** `92.1 to 96.0`; empty of fewer than five devices. */
  readonly range: string;
  readonly strip: Strip;
}

export interface CohortRow extends ShownFigure {
  readonly key: string;
  /** `3`, `=3` where others share it, empty where there is none. */
  readonly place: string;
  readonly placeInWords: string;
  readonly name: string;
  readonly href: string;
  /** Class, engine, and what else is not as in most rows. */
  readonly about: readonly string[];
  readonly sent: string;
  readonly devices: string;
  readonly warning: string;
  /** Of a sample: how far off it may be. */
  readonly sampled: string;
}

const STANDINGS = ['confirmed', 'all', 'few'] as const;

/** Rows that are ranked together, or that have too few devices for a rank. */
export interface CohortSection {
  readonly standing: (typeof STANDINGS)[number];
  readonly title: string;
  readonly rows: readonly CohortRow[];
}

export interface Given {
  readonly query: RankingQuery;
  readonly base: Base;
}

export function cohortSections({ cohorts }: Cohorts, given: Given, scale: Scale): readonly CohortSection[] {
  return STANDINGS.flatMap((standing) => {
    const own = cohorts.filter(({ rank, basis }) => (rank === null ? 'few' : basis) === standing);
    if (own.length === 0) return [];
    const title = own.some(isFewDrawn) ? WORDS.ranking.fewDrawn : WORDS.ranking[standing];
    return [{ standing, title, rows: own.map((one) => rowOf(one, given, scale)) }];
  });
}

/** Of a sample that has fewer than five of its devices, however many there are. */
const isFewDrawn = ({ rank, error }: Pick<Cohort, 'rank' | 'error'>): boolean => rank === null && error !== null;

/** From 0 to a little beyond the largest of what is shown, in percent. */
export function stripScale(figures: readonly { readonly median: number; readonly bounds: Cohort['bounds'] }[]): Scale {
  const most = Math.max(0, ...figures.map(({ median, bounds }) => bounds?.high ?? median));
  return scaleOf({ scale: 'linear', title: '', from: 0, to: most > 0 ? 1.02 * most : 1 }, [0, 100]);
}

export function shownFigure({ median, bounds }: Pick<Cohort, 'median' | 'bounds'>, scale: Scale): ShownFigure {
  const shown = showInterval(intervalOf(median, bounds));
  return {
    median: shown.median,
    range: bounds === null ? '' : WORDS.ranking.to(shown.low, shown.high),
    strip: {
      at: scale.at(median),
      low: bounds === null ? null : scale.at(bounds.low),
      high: bounds === null ? null : scale.at(bounds.high),
    },
  };
}

export const intervalOf = (median: number, bounds: Cohort['bounds']): Interval => ({
  ...{ median, low: median, high: median },
  ...bounds,
});

function rowOf(cohort: Cohort, { query, base }: Given, scale: Scale): CohortRow {
  const { gpu, engine, modified, devices, confirmed, runs, warning, error, updatedAt } = cohort;
  const words = WORDS.ranking;
  return {
    ...shownFigure(cohort, scale),
    ...placeOf(cohort),
    key: [gpu.id, engine, modified].join(' '),
    name: nameOf(gpu.name),
    href: addressOfView(gpuView(gpu.id, query), base),
    about: [
      kindName(gpu.kind),
      ...(engine === ENGINE ? [] : [words.engine(nameOf(engine))]),
      ...(modified ? [words.modified] : []),
    ],
    sent: words.runs(runs),
    devices: [
      words.devices(devices),
      ...(confirmed === 0 ? [] : [words.confirmedDevices(confirmed)]),
      ...(updatedAt === null ? [] : [words.updated(dayOf(updatedAt))]),
    ].join(', '),
    warning: warning === null ? '' : nameOf(warning, WARNING_LETTERS),
    sampled: error === null || error.share === null ? '' : words.sampled(percent(100 * error.share)),
  };
}

/** Of a text of the operator. */
export const WARNING_LETTERS = 300;

function placeOf({ rank, error }: Pick<Cohort, 'rank' | 'error'>): Pick<CohortRow, 'place' | 'placeInWords'> {
  const { noRank, noRankDrawn } = WORDS.ranking;
  if (rank === null) return { place: '', placeInWords: isFewDrawn({ rank, error }) ? noRankDrawn : noRank };
  const sharedBy = rank.to - rank.from + 1;
  if (sharedBy <= 1) return { place: String(rank.from), placeInWords: WORDS.ranking.rank(rank.from) };
  return { place: `=${rank.from}`, placeInWords: WORDS.ranking.tied(rank.from, sharedBy) };
}
