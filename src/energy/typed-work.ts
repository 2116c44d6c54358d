/** Checks the work that a person types in, whose energy is asked for. */
import { bytesPerToken, type BytesPerToken } from '../foundation/energy-units';
import { tokensPerSecond, type TokensPerSecond } from '../foundation/units';
import { exactly, type Band } from './band';
import { checkRange, RANGES, refusal } from './limits';
import type { PowerSource } from './power-source';

export interface TypedWork {
  readonly tokensPerSecond: number;
  /** Weights with their scales, and KV; null where it is not known. */
  readonly bytesPerToken: number | null;
}

/** @throws TokamarkError `option` that names the field. */
export function checkWork(work: TypedWork): { rate: Band<TokensPerSecond>; bytesRead: BytesPerToken | null } {
  const read = work.bytesPerToken;
  return {
    rate: checkSpeed('tokensPerSecond', work.tokensPerSecond),
    bytesRead: read === null ? null : bytesPerToken(checkRange('bytesPerToken', read, [1, 1e15, 'bytes'])),
  };
}

/** @throws TokamarkError `option` that names the field. */
export const checkSpeed = (field: string, speed: number): Band<TokensPerSecond> =>
  exactly(tokensPerSecond(checkRange(field, speed, RANGES.speed)));

/** @throws TokamarkError `option` where there is nothing to take a power from. */
export function requireSource(source: PowerSource | null): PowerSource {
  if (source !== null) return source;
  throw refusal(
    'device',
    'Neither a device nor a power is given.',
    'Give --device ID (see `tokamark device`), --watts W or --power-file FILE.',
  );
}
