/**
 * What the share card says, as data: the number with its interval, the arcs of the ring, a sentence, and where it is from. Where each
 * stands is in card-scene.ts.
 */
import type { ModelFormat } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import { showInterval, type ShownInterval } from '../digits';
import { besideReading } from '../reading-speed';
import { formatName, verbOf } from './claim';
import { UNVERIFIED, type Duel, type DuelFigure } from './duel';

export interface Card {
  /** Of the machine, as long as it is. */
  readonly name: string;
  /** What follows the name: `writes about 19 times as fast as reading`. */
  readonly does: string;
  readonly speed: CardSpeed;
  /** From the outer one inwards, at most two. */
  readonly arcs: readonly CardArc[];
  readonly software: boolean;
  /** A line each. */
  readonly facts: readonly string[];
  /** Where the page is found, with its scheme; null where others cannot open it. */
  readonly address: string | null;
}

export interface CardSpeed {
  /** Tokens per second. */
  readonly shown: ShownInterval;
  readonly format: string;
}

export interface CardArc {
  readonly format: ModelFormat;
  /** Of the bandwidth that the same run measured. */
  readonly share: Interval;
}

/** @param address of links; null where others could not open it */
export function cardOf({ machine, date, receipt, figures }: Duel, address: string | null): Card {
  const [first] = figures;
  const written = figures.filter(({ test }) => test.phase === first.test.phase);
  const second = written.find(({ format }) => format === 'fp16' && format !== first.format) ?? written[1];
  const shape = 'shape' in receipt.model ? receipt.model.shape : '';
  const read = figures.find(({ test, format }) => test.phase === 'prefill' && format === first.format);
  const others = [
    ...(second === undefined ? [] : [`${formatName(second)} ${medianOf(second)}`]),
    ...(read === undefined || read === first ? [] : [`reads ${medianOf(read)} tokens per second`]),
    ...(first.share === null ? [] : [`${percent(first.share)} of its bandwidth`]),
  ];
  return {
    name: machine.name,
    does: `${verbOf(first)} ${besideReading(first.speed)}`,
    speed: { shown: showInterval(first.speed), format: formatName(first) },
    arcs: [first, second].flatMap((figure) => arcOf(figure)),
    software: machine.software,
    facts: [
      ...(others.length === 0 ? [] : [others.join(', ')]),
      `${shape}’s shape, ${machine.runtime}, ${date}, ${UNVERIFIED}`,
    ],
    address,
  };
}

const medianOf = ({ speed }: DuelFigure): string => showInterval(speed).median;

const percent = ({ median }: Interval): string => `${Number((100 * median).toPrecision(2))} %`;

const arcOf = (figure: DuelFigure | undefined): readonly CardArc[] =>
  figure === undefined || figure.share === null ? [] : [{ format: figure.format, share: figure.share }];
