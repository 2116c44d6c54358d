/** Another's result, as a link claims it, beside runs of this browser that measured the same: bars from 0. */
import { ENGINE } from '../../foundation/build';
import type { Interval } from '../../statistics/interval';
import { ratio } from '../../statistics/ratio';
import { ratioText } from '../compare/markdown';
import { showFigure } from '../digits';
import { isEnough } from '../enough';
import { formatName, verbOf } from '../links/claim';
import { machineText, UNVERIFIED, type Duel } from '../links/duel';
import { duelVerdict } from '../links/duel-verdict';
import { oneLine } from '../outside-text';
import { isSameMeasurement } from '../parts/entries';
import type { Result } from '../schema';
import { left, right, sheetOf } from '../table';
import type { Chart } from './chart';
import { axisFromZero } from './source';

/** More would be no picture: the latest stand for all. */
const MOST_RUNS = 6;

interface Own {
  readonly result: Result;
  /** Tells it from the others. */
  readonly label: string;
}

/** Null where no run measured the same. @param own the latest first */
export function challengeChart(duel: Duel, own: readonly Own[]): Chart | null {
  const [figure] = duel.figures;
  const key = { workloadId: figure.workloadId, engine: ENGINE };
  const runs = own.flatMap(({ result, label }) => {
    const speed = result.results.find((entry) => isSameMeasurement(entry, key))?.tokensPerSecond ?? null;
    return speed === null || !isEnough(speed) || duelVerdict(duel, result).kind === 'refused'
      ? []
      : [{ result, label, speed }];
  });
  const [latest] = runs;
  if (latest === undefined) return null;
  const verdict = duelVerdict(duel, latest.result);
  const theirs = { name: oneLine(`${machineText(duel.machine)}, ${UNVERIFIED}`), interval: figure.speed, times: '1' };
  const rows = [
    theirs,
    ...runs.slice(0, MOST_RUNS).map(({ label, speed }) => ({
      ...{ name: oneLine(label), interval: speed },
      times: ratioText(ratio(speed, figure.speed)),
    })),
  ];
  return {
    id: 'challenge',
    title: `${oneLine(machineText(duel.machine))} beside your runs`,
    says: verdict.kind === 'decided' ? verdict.sentence : verdict.reason,
    source: oneLine(`${theirs.name}, ${duel.machine.runtime}, ${duel.date}`),
    software: duel.machine.software,
    panels: [
      {
        kind: 'rows',
        title: '',
        x: axisFromZero(`tokens per second that it ${verbOf(figure)} in ${formatName(figure)}`, rows.map(highOf)),
        rows: rows.map(({ name, interval }, i) => ({
          ...{ name, value: showFigure(interval), interval: { low: interval.low, high: interval.high } },
          segments: [
            {
              // What nobody has verified has not the colour of what was measured here.
              ...{ ink: i === 0 ? 'other-engine' : figure.format, from: 0, to: interval.median },
              explains: `${name}: ${showFigure(interval)} tokens per second.`,
            },
          ],
        })),
      },
    ],
    legend: [],
    // That nobody has verified theirs, first of all.
    notes: verdict.kind === 'decided' ? verdict.notes : [],
    table: sheetOf<(typeof rows)[number]>(
      [
        left('run', ({ name }) => name),
        right('tokens/s', ({ interval }) => showFigure(interval)),
        right('times theirs', ({ times }) => times),
      ],
      rows,
    ),
  };
}

const highOf = ({ interval }: { readonly interval: Interval }): number => interval.high;
