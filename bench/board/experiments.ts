/** What is tried on simulated crowds, each as a function of its trials; crowds.ts prints them. Nothing here is measured. */
import { standingOf } from '../../server/board/src/cohorts/basis';
import { figureOf, type Bounds, type CohortFigure } from '../../server/board/src/cohorts/figure';
import { membersOf, type Member } from '../../server/board/src/cohorts/members';
import { ranked } from '../../server/board/src/cohorts/ranking';
import { summaryOf } from '../../server/board/src/cohorts/summarise';
import { runsRead } from '../../server/board/test/runs-read';
import { crowd, honestDevices, TRUTH, type Forgers } from './crowd';

type Random = () => number;

/** How often something held. */
export interface Share {
  readonly of: number;
  readonly trials: number;
}

/** The simulation's own. */
export const standardError = ({ of, trials }: Share): number => Math.sqrt((of * (1 - of)) / trials);

const shareOf = (held: readonly boolean[]): Share => ({
  of: held.filter(Boolean).length / held.length,
  trials: held.length,
});
const times = <T>(trials: number, trial: (i: number) => T): readonly T[] =>
  Array.from({ length: trials }, (_, i) => trial(i));
const all = (members: readonly Member[]): CohortFigure | null => figureOf(members.map(({ value }) => value));
const holds = (bounds: Bounds | null | undefined, value: number): boolean =>
  bounds !== null && bounds !== undefined && bounds.low <= value && value <= bounds.high;

/** How often the interval of an honest cohort holds the truth. */
export const coverage = (devices: number, trials: number, random: Random): Share =>
  shareOf(times(trials, () => holds(all(membersOf(honestDevices(devices, random)))?.bounds, TRUTH)));

/** What the median that is shown could be of. */
export const RULES = {
  'all devices': all,
  'without those beyond 3 σ': (members: readonly Member[]) => withoutFar(members, 3),
  'without those beyond 10 σ': (members: readonly Member[]) => withoutFar(members, 10),
  'the confirmed, from 5 on': (members: readonly Member[]) => confirmedFrom(members, 5),
  'as the board does': (members: readonly Member[]) => standingOf(members)?.figure ?? null,
} as const;

export type Rule = keyof typeof RULES;

function confirmedFrom(members: readonly Member[], fewest: number): CohortFigure | null {
  const confirmed = members.filter((member) => member.confirmed);
  return all(confirmed.length >= fewest ? confirmed : members);
}

/** σ as the median absolute deviation of the logarithms says it. */
function withoutFar(members: readonly Member[], sigmas: number): CohortFigure | null {
  const logs = members.map(({ value }) => Math.log(value));
  const middle = figureOf(logs)?.median ?? NaN;
  const sigma = 1.4826 * (figureOf(logs.map((log) => Math.abs(log - middle)))?.median ?? NaN);
  return all(members.filter(({ value }) => Math.abs(Math.log(value) - middle) <= sigmas * sigma));
}

export interface Forged {
  /** The median lies within the interval that the honest devices alone would have. */
  readonly within: Share;
  /** The interval holds the truth. */
  readonly held: Share;
  /** The guarded interval holds it. */
  readonly guarded: Share;
  /** Root of the mean square of median / truth - 1. */
  readonly error: number;
  /** Half of either interval over the truth, the median of the trials. */
  readonly width: number;
  readonly guardedWidth: number;
}

export interface Setting {
  readonly devices: number;
  readonly forgers: Forgers;
  readonly trials: number;
}

/** Cohorts with forgers, the same ones by each of the rules. */
export function forged(
  { devices, forgers, trials }: Setting,
  rules: readonly Rule[],
  random: Random,
): readonly Forged[] {
  const crowds = times(trials, () => {
    const { honest, forged } = crowd(devices, forgers, random);
    const members = membersOf([...honest, ...forged]);
    return { figures: rules.map((rule) => RULES[rule](members)), honest: all(membersOf(honest)) };
  });
  return rules.map((_, i) => told(crowds.map(({ figures, honest }) => ({ figure: figures[i] ?? null, honest }))));
}

function told(found: readonly { figure: CohortFigure | null; honest: CohortFigure | null }[]): Forged {
  const medians = found.map(({ figure }) => figure?.median ?? NaN);
  const squares = medians.map((median) => (median / TRUTH - 1) ** 2);
  return {
    within: shareOf(found.map(({ honest }, i) => holds(honest?.bounds, medians[i] ?? NaN))),
    held: shareOf(found.map(({ figure }) => holds(figure?.bounds, TRUTH))),
    guarded: shareOf(found.map(({ figure }) => holds(figure?.guarded, TRUTH))),
    error: Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / found.length),
    width: figureOf(found.map(({ figure }) => widthOf(figure?.bounds)))?.median ?? NaN,
    guardedWidth: figureOf(found.map(({ figure }) => widthOf(figure?.guarded)))?.median ?? NaN,
  };
}

const widthOf = (bounds: Bounds | null | undefined): number =>
  bounds === null || bounds === undefined ? NaN : (bounds.high - bounds.low) / 2 / TRUTH;

export interface Flooded {
  /** How far the median moved, as a share, with one voice per device and with one per run: the largest of the trials. */
  readonly byDevice: number;
  readonly byRun: number;
}

/** One device of an honest cohort sends so many runs at the gates' limit. */
export function flooded(
  devices: number,
  { runs, claim }: { runs: number; claim: number },
  trials: number,
  random: Random,
): Flooded {
  const forgers = { share: 0, claim, confirmed: 0, flood: runs };
  const moved = times(trials, () => {
    const { honest, forged } = crowd(devices, forgers, random);
    const [before, after] = [honest, [...honest, ...forged]];
    const valuesOf = (of: typeof before) => of.map(({ value }) => value);
    return {
      byDevice: change(all(membersOf(before)), all(membersOf(after))),
      byRun: change(figureOf(valuesOf(before)), figureOf(valuesOf(after))),
    };
  });
  return { byDevice: Math.max(...moved.map((one) => one.byDevice)), byRun: Math.max(...moved.map((one) => one.byRun)) };
}

const change = (before: CohortFigure | null, after: CohortFigure | null): number =>
  Math.abs((after?.median ?? NaN) / (before?.median ?? NaN) - 1);

/** How often cohorts of equal size get one rank, each truly this many times as fast as the one before. */
export const oneRank = (
  { cohorts, devices, step }: { cohorts: number; devices: number; step: number },
  trials: number,
  random: Random,
): Share =>
  shareOf(
    times(trials, () => {
      const contenders = times(cohorts, (i) => {
        const values = membersOf(honestDevices(devices, random)).map(({ value }) => value * step ** i);
        const figure = figureOf(values);
        return figure === null ? [] : [{ id: String(i), figure, confirmed: true }];
      }).flat();
      return ranked(contenders, 'larger').every(({ sharedBy }) => sharedBy === cohorts);
    }),
  );

export interface Sampled {
  /** The figure of every device lies within the error that the sample's states. */
  readonly kept: Share;
  /** The sample's interval holds the truth. */
  readonly held: Share;
  /** The stated error, and the largest that there was, as shares of the median. */
  readonly stated: number;
  readonly largest: number;
}

/** The figure of a sample of devices beside that of all of them. */
export function sampled({ devices, rows }: { devices: number; rows: number }, trials: number, random: Random): Sampled {
  const found = times(trials, () => {
    const draws = new Map<string, number>();
    const drawOf = (device: string): number => {
      const draw = draws.get(device) ?? random();
      draws.set(device, draw);
      return draw;
    };
    const runs = honestDevices(devices, random).map((run) => ({ ...run, draw: drawOf(run.device) }));
    runs.sort((a, b) => a.draw - b.draw || b.receivedAt - a.receivedAt);
    const read = runsRead(runs, rows);
    const values = membersOf(read.runs).map(({ value }) => value);
    const part = summaryOf(
      values.sort((a, b) => a - b),
      read.below,
    );
    const whole = all(membersOf(runs));
    const error = change(whole, part);
    return { error, stated: part?.error?.share ?? 0, held: holds(part?.bounds, TRUTH) };
  });
  return {
    kept: shareOf(found.map(({ error, stated }) => error <= stated)),
    held: shareOf(found.map(({ held }) => held)),
    stated: figureOf(found.map(({ stated }) => stated))?.median ?? NaN,
    largest: Math.max(...found.map(({ error }) => error)),
  };
}
