/**
 * What the share card says, as data: the number with its interval, the arcs of the ring, a sentence, and where it is from. Where each
 * stands is in card-scene.ts.
 */
import { isOurs } from '../../benchmark/whose';
import type { ModelFormat } from '../../kernels/recipe';
import type { Interval } from '../../statistics/interval';
import { showInterval, type ShownInterval } from '../digits';
import { plainName } from '../outside-text';
import { showSeconds } from '../quantity';
import { besideReading } from '../reading-speed';
import { formatName, verbOf } from './claim';
import { UNVERIFIED, type Duel, type DuelFigure } from './duel';
import type { Result } from '../schema';
import { shapeAlone, withSmallModel } from '../which-model';

/** Of a place on a card. */
export const PLACE_LETTERS = 30;

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

/** What a card has that no link carries: somebody else cannot measure it. */
export interface CardExtras {
  /** Of the format that the number is of; null where no prompt was timed. */
  readonly firstToken: { readonly seconds: number; readonly tokens: number } | null;
  /** Where the machine stands, as the person says; empty where they do not. */
  readonly place: string;
  /** Who has looked at it. */
  readonly checked: string;
}

const NO_EXTRAS: CardExtras = { firstToken: null, place: '', checked: UNVERIFIED };

/** What `result` says beside its duel's figures, and the place that the person gives. */
export function cardExtras({ results }: Result, duel: Duel, place: string): CardExtras {
  const read = readingOf(duel);
  const prompt = results.find((entry) => isOurs(entry) && entry.workloadId === read?.workloadId);
  const seconds = prompt?.ttftSeconds?.median;
  const firstToken = prompt === undefined || seconds === undefined ? null : { seconds, tokens: prompt.tokens };
  return { firstToken, place: plainName(place, PLACE_LETTERS), checked: UNVERIFIED };
}

/** How fast the prompt is read that the card's number writes after. */
const readingOf = ({ figures }: Duel): DuelFigure | undefined =>
  figures.find(({ test, format }) => test.phase === 'prefill' && format === figures[0].format);

/** @param address of links; null where others could not open it */
export function cardOf(
  duel: Duel,
  address: string | null,
  { firstToken, place, checked }: CardExtras = NO_EXTRAS,
): Card {
  const { machine, date, receipt, figures } = duel;
  const [first] = figures;
  const written = figures.filter(({ test }) => test.phase === first.test.phase);
  const second = written.find(({ format }) => format === 'fp16' && format !== first.format) ?? written[1];
  const shape = 'shape' in receipt.model ? receipt.model.shape : '';
  const read = readingOf(duel);
  const speeds = [
    ...(second === undefined ? [] : [`${formatName(second)} ${medianOf(second)}`]),
    ...(first.share === null ? [] : [`${formatName(first)} at ${percent(first.share)} of its bandwidth`]),
  ];
  const prompt = [
    ...(read === undefined || read === first ? [] : [`Reads ${medianOf(read)} tokens per second`]),
    ...(firstToken === null
      ? []
      : [`first token in ${showSeconds(firstToken.seconds)} after a prompt of ${firstToken.tokens} tokens`]),
  ];
  return {
    name: machine.name,
    does: `${verbOf(first)} ${besideReading(first.speed)}${withSmallModel({ name: shape })}`,
    speed: { shown: showInterval(first.speed), format: formatName(first) },
    arcs: [first, second].flatMap((figure) => arcOf(figure)),
    software: machine.software,
    facts: [
      ...[speeds, prompt].map((parts) => parts.join(', ')).filter((line) => line !== ''),
      `${shapeAlone(shape, first.test)}, ${machine.runtime}`,
      [date, place, checked].filter((part) => part !== '').join(', '),
    ],
    address,
  };
}

const medianOf = ({ speed }: DuelFigure): string => showInterval(speed).median;

const percent = ({ median }: Interval): string => `${Number((100 * median).toPrecision(2))} %`;

const arcOf = (figure: DuelFigure | undefined): readonly CardArc[] =>
  figure === undefined || figure.share === null ? [] : [{ format: figure.format, share: figure.share }];
