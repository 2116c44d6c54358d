/** Engines beside each other in one result, a row for each with each of its formats: the figures of picture, table and Markdown alike. */
import { BY_DEFAULT, isOurs, namesItself, type Whose } from '../benchmark/whose';
import { ENGINE } from '../foundation/build';
import { MODEL_FORMATS } from '../kernels/recipe';
import { isTie } from '../statistics/ratio';
import { showDuration, showFigure, showInterval } from './digits';
import { acrossEngines, ratioBasis, ratioOfFormats, type RatioOfFormats } from './format-ratio';
import { ofHeadline } from './headline';
import { showBytes } from './quantity';
import { interleaved } from './rounds';
import type { Result, ResultEntry } from './schema';
import { left, right, sheetOf, type Sheet } from './table';

export interface EngineRow extends Whose {
  readonly name: string;
  /** Null as long as nothing is known of it. */
  readonly decode: ResultEntry | null;
  readonly prefill: ResultEntry | null;
  /** Of tokens per second, to ours of the same width; null of ours, and where one of the two has none. */
  readonly ratio: RatioOfFormats | null;
  /** Why it has no speed, or fewer repetitions; null where nothing went wrong, or not yet. */
  readonly error: ResultEntry['error'];
}

/** What went wrong, once, with all whom it befell. */
export interface EngineFailure {
  readonly names: readonly string[];
  /** What they have: no speed; only one of writing and reading; or both, of fewer repetitions. */
  readonly left: 'nothing' | 'one' | 'fewer';
  readonly error: NonNullable<ResultEntry['error']>;
}

/** `Tokamark`, `Tokamark, not tuned`, or the other engine by its own name. */
const engineName = ({ engine }: Pick<Whose, 'engine'>): string =>
  engine === ENGINE || engine === BY_DEFAULT ? engine.replace(ENGINE, 'Tokamark') : engine;

/** `Tokamark FP16`: beside other engines, ours has its name too. */
export const nameAmongEngines = (one: Whose): string =>
  namesItself(one) ? one.engine : `${engineName(one)} ${one.format.toUpperCase()}`;

/**
 * Formats one after the other, ours first in each. None where no other engine took part.
 * @param expected those that are shown before anything is known of them
 */
export function engineRows({ results, engines }: EnginesOf, expected: readonly Whose[] = []): readonly EngineRow[] {
  if (engines.length === 0 && expected.length === 0) return [];
  const [decodes, prefills] = [ofPhase(results, 'decode'), ofPhase(results, 'prefill')];
  const all = new Map(
    [...expected, ...decodes, ...prefills].map(({ engine, format }) => [`${engine} ${format}`, { engine, format }]),
  );
  const across = acrossEngines(decodes);
  return [...all.values()]
    .toSorted((a, b) => rankAmongEngines(a) - rankAmongEngines(b))
    .map((whose) => {
      const [decode, prefill] = [of(decodes, whose), of(prefills, whose)];
      const ours = across.find(({ than }) => than === decode)?.of ?? null;
      const ratio = ours === null || decode === null ? null : ratioOfFormats(decode, ours, 'tokensPerSecond');
      const error = decode?.error ?? prefill?.error ?? null;
      return { ...whose, name: nameAmongEngines(whose), decode, prefill, ratio, error };
    });
}

export type EnginesOf = Pick<Result, 'results' | 'engines'>;

/** The tests that stand for the phase: of one sequence, with the least context. */
function ofPhase(results: readonly ResultEntry[], phase: ResultEntry['phase']): readonly ResultEntry[] {
  const all = ofHeadline(results.filter((entry) => entry.phase === phase));
  const [first] = all.toSorted((a, b) => a.depth - b.depth);
  return first === undefined ? [] : all.filter(({ test }) => test === first.test);
}

const of = (entries: readonly ResultEntry[], { engine, format }: Whose): ResultEntry | null =>
  entries.find((entry) => entry.engine === engine && entry.format === format) ?? null;

/** By format; in each ours, then ours as it is, then the others. */
export const rankAmongEngines = (one: Whose): number =>
  3 * MODEL_FORMATS.indexOf(one.format) + (isOurs(one) ? 0 : one.engine === BY_DEFAULT ? 1 : 2);

const NONE = '–';

const COLUMNS = [
  left<EngineRow>('engine', engineName),
  left<EngineRow>('format', formatText),
  right<EngineRow>('bits/weight', ({ decode, prefill }) => {
    const entry = decode ?? prefill;
    const bits = entry?.server?.otherModel === true || isOfNoFormat(entry) ? undefined : entry?.bitsPerWeight;
    return bits === undefined ? NONE : String(Number(bits.toFixed(2)));
  }),
  right<EngineRow>('tokens/s', ({ decode }) => (decode?.tokensPerSecond ? showFigure(decode.tokensPerSecond) : NONE)),
  right<EngineRow>('time to first token', ({ prefill }) =>
    prefill?.ttftSeconds ? showDuration(prefill.ttftSeconds) : NONE,
  ),
  right<EngineRow>('memory', memoryText),
  right<EngineRow>('first run, cold', ({ decode }) => (decode?.cold ? showSeconds(decode.cold.seconds) : NONE)),
  right<EngineRow>('times as fast as Tokamark', ratioText),
];

const serverOf = ({ decode, prefill }: EngineRow) => (decode ?? prefill)?.server ?? null;

/** Of a server whose quantisation nobody has said. */
const isOfNoFormat = (entry: ResultEntry | null): boolean => entry?.server?.quantisation === null;

function formatText(row: EngineRow): string {
  const server = serverOf(row);
  return server === null ? row.format.toUpperCase() : (server.quantisation ?? 'not known');
}

const showSeconds = (seconds: number): string => showDuration({ median: seconds, low: seconds, high: seconds });

/** Ours counts its buffers; of another engine only the weights are known, which it holds at least. */
function memoryText({ decode, prefill }: EngineRow): string {
  const entry = decode ?? prefill;
  if (entry === null || entry.server !== undefined) return NONE;
  const { peakBufferBytes, weightBytes } = entry;
  if (weightBytes === 0) return NONE;
  return peakBufferBytes === null ? `≥ ${showBytes(weightBytes)}` : showBytes(peakBufferBytes);
}

function ratioText(row: EngineRow): string {
  const { ratio } = row;
  const apart = serverOf(row)?.apart ?? null;
  if (apart !== null) return apart;
  if (ratio === null) return isOurs(row) && row.decode?.tokensPerSecond ? '1' : NONE;
  const { median, low, high } = showInterval(ratio);
  return `${median} (${low} to ${high}), ${ratioBasis(ratio)}${isTie(ratio) ? ', tie' : ''}`;
}

export const engineSheet = (rows: readonly EngineRow[]): Sheet => sheetOf(COLUMNS, rows);

/** What the rows come to: a sentence for each other engine in each format, whichever is faster. */
export function engineFindings(rows: readonly EngineRow[]): readonly string[] {
  return rows.flatMap(({ engine, format, ratio, decode }) => {
    if (ratio === null || decode === null) return [];
    const [name, width] = [engineName({ engine }), format.toUpperCase()];
    if (isTie(ratio)) return [`${width}: Tokamark and ${name} write equally fast, as far as this run can tell`];
    const [faster, slower, times] = ratio.median > 1 ? [name, 'Tokamark', ratio] : ['Tokamark', name, inverse(ratio)];
    const few = ratio.enough ? '' : `, of ${ratioBasis(ratio)}`;
    return [`${width}: ${faster} writes ${showFigure(times)} times as fast as ${slower}${few}`];
  });
}

/** Whether all that was measured ran side by side: not where memory held some of them apart, or one broke off. */
export const tookTurns = (results: readonly ResultEntry[]): boolean =>
  interleaved(results.filter(({ tokensPerSecond }) => tokensPerSecond !== null)).length <= 1;

/** In the order of the rows. */
export function engineFailures(rows: readonly EngineRow[]): readonly EngineFailure[] {
  const failures = new Map<string, EngineFailure>();
  for (const { name, decode, prefill, error } of rows) {
    if (error === null) continue;
    const tests = [decode, prefill].filter((entry) => entry !== null);
    const measured = tests.filter(({ tokensPerSecond }) => tokensPerSecond !== null).length;
    const left = measured === 0 ? 'nothing' : measured < tests.length ? 'one' : 'fewer';
    const key = JSON.stringify([left, error.message, error.remedy]);
    failures.set(key, { names: [...(failures.get(key)?.names ?? []), name], left, error });
  }
  return [...failures.values()];
}

/** As a sentence without what to do. */
export function failureSentence({ names, left, error }: EngineFailure): string {
  const [singular, plural] = LEFT[left];
  return `${names.join(', ')} ${names.length === 1 ? singular : plural}: ${error.message}`;
}

const LEFT = {
  nothing: ['has no speed', 'have no speed'],
  one: ['lacks a figure', 'lack a figure'],
  fewer: ['broke off, and has fewer repetitions', 'broke off, and have fewer repetitions'],
} as const;

const inverse = ({ median, low, high }: RatioOfFormats) => ({ median: 1 / median, low: 1 / high, high: 1 / low });
