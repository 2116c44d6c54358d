/** Where this browser's latest run, or one that a link brought, would stand in a ranking, worked out here from what is shown: nothing of it is sent. */
import type { Cohorts } from '../../../server/board/src/contract/reads/cohorts';
import { isOurs } from '../../benchmark/whose';
import { testName } from '../../benchmark/workload';
import { adapterName } from '../../report/adapter-name';
import { showFigure, type Interval } from '../../report/digits';
import type { Duel } from '../../report/links/duel';
import type { Result, ResultEntry } from '../../report/schema';
import { isTie, ratio } from '../../statistics/ratio';
import { dayOf, nameOf } from './names';
import { whenOf } from '../../report/compare/identity';

export interface OwnPlace {
  readonly gpu: string;
  readonly software: boolean;
  readonly when: string;
  readonly figure: Interval;
  /** With its spread. */
  readonly shown: string;
  /** Rows of the page that are clearly better or worse; those without an interval are neither. */
  readonly ahead: number;
  readonly behind: number;
}

/**
 * Null where no run of this browser has measured it by the suite of these rows, since another measures otherwise, or the figure is one of energy, which is worked out elsewhere.
 * @param own the latest first
 */
export function ownPlace(own: readonly Result[], answer: Cohorts): OwnPlace | null {
  const { workload, measure } = answer;
  for (const result of own.filter(({ suite }) => suite.name === answer.suite.id)) {
    const entry = result.results.find((one) => isOurs(one) && isAlike(one, workload));
    const figure = entry === undefined ? null : figureOf(entry, measure.metric);
    if (figure === null) continue;
    const { adapter } = result;
    return {
      ...{ gpu: nameOf(adapterName(adapter)), software: adapter.software, when: whenOf(result) },
      ...among(figure, answer),
    };
  }
  return null;
}

/** The same of a run that a link has brought: of speeds alone, and only of the shape that it is of. */
export function broughtPlace(
  { machine, date, suite, receipt: { model }, figures }: Duel,
  answer: Cohorts,
): OwnPlace | null {
  const { workload, measure } = answer;
  if (suite !== answer.suite.id) return null;
  if (!('shape' in model) || model.shape !== workload.shape || measure.metric !== 'tokensPerSecond') return null;
  const found = figures.find(({ test, format }) => format === workload.format && testName(test) === workload.test);
  if (found === undefined) return null;
  return {
    ...{ gpu: nameOf(machine.name), software: machine.software, when: dayOf(date) },
    ...among(found.speed, answer),
  };
}

function among(
  figure: Interval,
  { measure, cohorts }: Cohorts,
): Pick<OwnPlace, 'figure' | 'shown' | 'ahead' | 'behind'> {
  const ratios = cohorts.flatMap(({ median, bounds }) =>
    bounds === null ? [] : [ratio({ median, ...bounds }, figure)],
  );
  const clear = ratios.filter((one) => !isTie(one));
  const isAhead = ({ low }: Interval): boolean => (measure.better === 'larger' ? low > 1 : low <= 1);
  const ahead = clear.filter(isAhead).length;
  return { figure, shown: showFigure(figure), ahead, behind: clear.length - ahead };
}

/**
 * The same work but for its prompt, which the board's challenges make and a run at home does not: weights are synthetic in both, and what a
 * prompt says does not change how long it takes.
 */
const isAlike = ({ model, test, format }: ResultEntry, workload: Cohorts['workload']): boolean =>
  model.weights === 'synthetic' &&
  model.name === workload.shape &&
  test === workload.test &&
  format === workload.format;

function figureOf(entry: ResultEntry, metric: Cohorts['measure']['metric']): Interval | null {
  if (entry.status !== 'complete') return null;
  switch (metric) {
    case 'tokensPerSecond':
      return entry.tokensPerSecond;
    case 'ttftSeconds':
      return entry.ttftSeconds;
    case 'joulesPerToken':
      return null;
  }
}
