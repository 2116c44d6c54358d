/**
 * A duel as a link's fragment and back: `#duel=1.….end`, a version, a compressed text and a mark by which a link that was cut off is
 * told. A fragment never reaches a server. What comes in is hostile until all of it has passed: its length, its letters, its size
 * inflated, its fields, its receipt, and what these say of each other.
 */
import { testName } from '../../benchmark/workload';
import { TokamarkError } from '../../foundation/errors';
import { placesFor, toPlaces } from '../digits';
import { plainName } from '../outside-text';
import { parseReceipt, receiptText } from '../receipt/link';
import { idOfTest, type Receipt } from '../receipt/receipt';
import { isLong, MOST_REPETITIONS, NAME_LETTERS, type Duel, type DuelFigure } from './duel';
import { packText, unpackText } from './packed';
import { refusedLink, UPDATE } from './refused';
import { DUEL_FIELD } from './holds-duel';
import { duelFields, type FigureField, type Range } from './duel-fields';

const DUEL_VERSION = 1;
/** Characters of the fragment: more are cut off by some of what people send links with. */
export const LONGEST_DUEL = 1800;
/** Of the address before it. */
const LONGEST_ADDRESS = 2000;

/** The fragment without its `#`. @throws TokamarkError `link` where there is too much of it for a link */
export async function encodeDuel(duel: Duel): Promise<string> {
  for (const { samples, prefill } of REDUCTIONS) {
    const figures = prefill ? duel.figures : duel.figures.filter(({ test }) => test.phase === 'decode');
    if (figures.length === 0) break;
    const text = JSON.stringify({
      ...fieldsOf(duel),
      f: figures.map((figure) => figureField(figure, duel.receipt, samples)),
    });
    const fragment = `duel=${DUEL_VERSION}.${await packText(text)}.${END}`;
    if (fragment.length <= LONGEST_DUEL) return fragment;
  }
  throw new TokamarkError({
    code: 'link',
    message: `This result is too long for a link of ${LONGEST_DUEL} characters.`,
    where: '',
    remedy: 'Run fewer formats and challenge with that result, or send its JSON file.',
  });
}

/** What is left out of a link until it is short enough, in this order: samples beyond so many, then reading. */
const REDUCTIONS = [
  { samples: MOST_REPETITIONS, prefill: true },
  { samples: 15, prefill: true },
  { samples: MOST_REPETITIONS, prefill: false },
  { samples: 10, prefill: false },
] as const;

const END = 'end';

/**
 * Reads a link, or its fragment alone.
 * @throws TokamarkError `link`, or `receipt` of the receipt in it, that names the field and the reason
 */
export async function decodeDuel(address: string): Promise<Duel> {
  const fields = duelFields(parsed(await unpackText(packedIn(address))));
  const receipt = parseReceipt(fields.receipt);
  const shape = shapeOf(receipt);
  const [first, ...others] = fields.figures.map((field, i) =>
    figureOf(field, receipt, { shape, where: `figures[${i}]` }),
  );
  if (first === undefined) throw refusedLink('It has no speed.', 'figures');
  if (new Set([first, ...others].map(({ workloadId }) => workloadId)).size < fields.figures.length) {
    throw refusedLink('It says one speed twice.', 'figures');
  }
  const { name, software, runtime, date, suite } = fields;
  return { machine: { name, software, runtime }, date, suite, receipt, figures: [first, ...others] };
}

/** The compressed text of an address, whose version is this one's. */
function packedIn(address: string): string {
  if (address.length > LONGEST_ADDRESS + LONGEST_DUEL) throw tooLong();
  const at = address.search(DUEL_FIELD);
  const value = at < 0 ? address : address.slice(at + 1);
  if (!value.startsWith('duel=')) throw refusedLink('It has no field duel.', 'duel');
  if (value.length > LONGEST_DUEL) throw tooLong();
  const [, version, packed = '', end] = /^duel=(\d{1,4})\.([^.]*)(?:\.(.*))?$/s.exec(value) ?? [];
  if (version === undefined) throw refusedLink('It does not begin with a version.', 'duel');
  if (Number(version) > DUEL_VERSION) {
    const reason = `It was made by a newer Tokamark (links of version ${Number(version)}; this one reads ${DUEL_VERSION}).`;
    throw refusedLink(reason, 'duel', undefined, UPDATE);
  }
  if (version !== String(DUEL_VERSION)) throw refusedLink('There never was such a version.', 'duel');
  if (end !== END) throw refusedLink('It was cut off: its end is missing.', 'duel');
  return packed;
}

const tooLong = () => refusedLink(`It has more than ${LONGEST_DUEL} characters.`, 'duel');

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusedLink('Its letters are damaged.', '', cause);
  }
}

/** Of a receipt that a stranger may ask a machine to run. */
function shapeOf({ model, tests, line, sustained, repetitions, fidelity }: Receipt): string {
  if (!('shape' in model)) throw refusedLink('It asks for weights from a file.', 'receipt');
  if (line.length > 0 || sustained !== null || fidelity !== null || repetitions > MOST_REPETITIONS) {
    throw refusedLink('It asks for more than a duel takes.', 'receipt');
  }
  if (tests.length > 2 || tests.some(isLong)) {
    throw refusedLink('It asks for longer tests than a duel has.', 'receipt');
  }
  return model.shape;
}

interface Place {
  readonly shape: string;
  readonly where: string;
}

function figureOf(field: FigureField, receipt: Receipt, { shape, where }: Place): DuelFigure {
  const { formats, tests } = receipt;
  const [format, test] = [formats[field.format], tests[field.test]];
  if (format === undefined || test === undefined) throw refusedLink('Its receipt has no such test.', where);
  if (field.share !== null && test.phase !== 'decode') throw refusedLink('Only writing has a share.', where);
  const [median, low, high] = field.speed;
  const share = field.share === null ? null : intervalOf(field.share);
  const workloadId = idIn(shape, () => idOfTest({ ...receipt, shape }, format, test));
  return { workloadId, format, test, speed: { median, low, high, samples: field.samples }, share };
}

function idIn(shape: string, id: () => string): string {
  try {
    return id();
  } catch (cause) {
    if (!(cause instanceof TokamarkError)) throw cause;
    throw refusedLink(`This version has no shape ${JSON.stringify(shape)}.`, 'receipt', cause, UPDATE);
  }
}

const intervalOf = ([median, low, high]: Range) => ({ median, low, high });

/** What duelFields reads, but for the figures. */
const fieldsOf = ({ machine, date, suite, receipt }: Duel): Record<string, unknown> => ({
  n: plainName(machine.name, NAME_LETTERS),
  ...(machine.software ? { s: 1 } : {}),
  ...{ b: machine.runtime, d: date, u: suite, r: receiptText(receipt) },
});

/** @param samples at most so many of them */
function figureField({ format, test, speed, share }: DuelFigure, { formats, tests }: Receipt, samples: number) {
  const round = rounded(placesFor(speed) + 1);
  return [
    formats.indexOf(format),
    tests.map(testName).indexOf(testName(test)),
    [round(speed.median), round(speed.low), round(speed.high)],
    evenly(speed.samples, samples).map(round),
    share === null ? 0 : [share.median, share.low, share.high].map(rounded(3)),
  ];
}

/** One digit more than is shown; what that would make 0 keeps two. */
const rounded = (places: number) => (value: number) => Number(toPlaces(value, places)) || Number(value.toPrecision(2));

/** At most `most` of them, from the slowest to the fastest at even ranks, in the order of the run. */
function evenly(samples: readonly number[], most: number): readonly number[] {
  if (samples.length <= most) return samples;
  const ranked = samples.map((_, at) => at).sort((a, b) => (samples[a] ?? 0) - (samples[b] ?? 0));
  const kept = new Set(
    Array.from({ length: most }, (_, i) => ranked[Math.round((i * (samples.length - 1)) / (most - 1))]),
  );
  return samples.filter((_, at) => kept.has(at));
}
