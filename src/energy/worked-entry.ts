/**
 * The energy of a speed that was measured, and of the answers that such speeds make: for the page while a run goes on, and for its
 * result. Nothing else works them out.
 */
import { isOurs } from '../benchmark/whose';
import { bytesPerToken, share } from '../foundation/energy-units';
import { bytesPerSecond, tokensPerSecond, type TokensPerSecond } from '../foundation/units';
import { ofHeadline } from '../report/headline';
import type { ResultEntry, Roofs } from '../report/schema';
import type { Energy } from '../report/schema/energy';
import type { Power } from '../report/schema/power';
import { measuredPower } from './measured/of-entry';
import { answerOf, answerOrigin } from './answer';
import { band, type Band } from './band';
import type { Basis } from './basis';
import { withMeasuredBandwidth, type Load, type PowerSource } from './power-source';
import { workOut, type Worked } from './rows';
import type { Prepared } from './settings';

export interface WorkedEntry extends Worked {
  readonly entry: ResultEntry;
  /** As measured while it was timed; else of the basis, with the bandwidth that the same run measured where none is published. */
  readonly source: PowerSource;
}

/**
 * Null where that speed was not measured, and where nothing has power: a software adapter without watts, and another engine, unless the
 * power was measured while it ran.
 */
export function workedEntry(
  entry: ResultEntry,
  basis: Basis,
  roofs: Roofs | null,
  power: Power | null = null,
): WorkedEntry | null {
  const speed = entry.tokensPerSecond;
  if (speed === null) return null;
  const measured = power === null ? null : measuredPower(entry, power);
  if (measured !== null && typeof measured !== 'string') {
    return { entry, source: measured, ...workOut(measured, loadOf(entry), rateOf(speed), basis.prepared) };
  }
  if (basis.source === null || !isOurs(entry)) return null;
  const roof = roofs?.bandwidth ?? null;
  const source = withMeasuredBandwidth(basis.source, roof === null ? null : bytesPerSecond(roof.median));
  return { entry, source, ...workOut(source, loadOf(entry), rateOf(speed), basis.prepared) };
}

const rateOf = ({ median, low, high }: NonNullable<ResultEntry['tokensPerSecond']>): Band<TokensPerSecond> =>
  band(tokensPerSecond(low), tokensPerSecond(median), tokensPerSecond(high));

/** No timestamps tell here how busy the GPU was in prefill: always, which is the most that it can be. */
export function loadOf({ phase, bytesReadPerToken, batch }: ResultEntry): Load {
  return { phase, bytesRead: phase === 'decode' ? bytesPerToken(bytesReadPerToken) : null, busy: share(1), batch };
}

/** One answer per model and format, of the shallowest decode and prefill, of one sequence or the fewest at once. */
export function answersOf(all: readonly WorkedEntry[], { lengths, tariff }: Prepared): Energy['answers'] {
  const fewest = new Set(ofHeadline(all.map(({ entry }) => entry)));
  const measured = all.filter(({ entry }) => fewest.has(entry));
  const decodes = measured.map(({ entry }) => entry).filter(({ phase }) => phase === 'decode');
  const kinds = new Map(decodes.map((entry) => [kindOf(entry), entry] as const));
  const byDepth = measured.toSorted((a, b) => a.entry.depth - b.entry.depth);
  return [...kinds].flatMap(([kind, { engine, format, model }]) => {
    const of = (phase: ResultEntry['phase']) =>
      byDepth.find(({ entry }) => entry.phase === phase && kindOf(entry) === kind)?.energy.attributed ?? null;
    const decode = of('decode');
    const read = lengths.promptTokens > 0 ? of('prefill') : null;
    if (decode === null || (read === null && lengths.promptTokens > 0)) return [];
    const answer = answerOf(lengths, read, decode, tariff);
    return [{ ...answer, engine, format, model: model.name, provenance: answerOrigin(read, decode) }];
  });
}

const kindOf = ({ engine, format, model }: ResultEntry): string => JSON.stringify([engine, format, model.name]);
