/**
 * What others published for the reference machines, each with its basis and batch: energy per token, and cost per token where an
 * hour's price is known. Beside the visitor's figures, never ranked with them: other models, other batches.
 */
import { z } from 'zod';
import { joulesPerToken, perHour, perMillionTokens, share, type JoulesPerToken } from '../../foundation/energy-units';
import { tokensPerSecond } from '../../foundation/units';
import { exactly } from '../../energy/band';
import type { Constants } from '../../energy/constants';
import { paidPerMillion } from '../../energy/figures';
import { READINGS, REFERENCES } from './references';
import type { Figure } from './figure';
import type { HourlyBasis } from './hour';

export interface PublishedRow {
  readonly machine: string;
  readonly name: string;
  readonly what: string;
  readonly basis: string;
  readonly batch: string;
  readonly joulesPerToken: JoulesPerToken | null;
  /** As published, USD; null where it was not. */
  readonly usdPerMillionTokens: number | null;
  readonly source: string;
}

const NOT_SAID = 'not published';

/** Both GPUs at one service level: the only published figures of two of the machines for the same work. */
const SERVED = 'gpt-oss-120B @ 90 tok/s/user, tok/s per provisioned all-in MW';
export const SERVED_WORK = 'gpt-oss-120B at 90 tokens/s per user';
const SERVED_BATCH = 'as many as get 90 tokens/s each';

export function publishedRows({ published }: Constants): PublishedRow[] {
  return READINGS.flatMap(({ what, machine, energy, cost, batch }) => {
    const entry = published.find((one) => one.what === what);
    if (entry === undefined) return [];
    const joules = energy === undefined ? null : numberAt(entry, energy);
    return [
      {
        ...{ machine, name: REFERENCES.find(({ id }) => id === machine)?.name ?? machine, what, batch },
        basis: entry.basis ?? NOT_SAID,
        joulesPerToken: joules === null ? null : joulesPerToken(joules),
        usdPerMillionTokens: cost === undefined ? null : numberAt(entry, cost),
        source: entry.source,
      },
    ];
  });
}

/** Cost per token at that service level: an hour's price over what the provisioned power makes of it. */
export function servedFigures({ published, datacentreCost }: Constants, basis: HourlyBasis): Figure[] {
  const entry = published.find(({ what }) => what === SERVED);
  return REFERENCES.flatMap(({ datacentre, id: machine, name }): Figure[] => {
    const key = datacentre ?? '';
    const perMegawatt = entry === undefined ? null : numberAt(entry, [key]);
    const board = datacentreCost.perGpu[key];
    if (entry === undefined || perMegawatt === null || board === undefined) return [];
    const rate = tokensPerSecond((perMegawatt * board.allInKW) / 1000);
    const price = perHour(board.usdPerHour[basis]);
    return [
      {
        ...{ machine, name, currency: 'USD', provenance: 'imported', metric: 'costPerToken' },
        badge: 'published · provisioned power of a data centre · idle power included',
        work: SERVED_WORK,
        basis: `modelled: ${basis} price over provisioned power, always in use`,
        batch: SERVED_BATCH,
        value: exactly(perMillionTokens(paidPerMillion(price, share(1), rate))),
        source: `${entry.source}; ${datacentreCost.source}`,
        notes: [],
      },
    ];
  });
}

const recordSchema = z.record(z.string(), z.unknown());

function numberAt(entry: unknown, path: readonly string[]): number | null {
  let at = entry;
  for (const key of path) {
    const record = recordSchema.safeParse(at);
    if (!record.success) return null;
    at = record.data[key];
  }
  return typeof at === 'number' ? at : null;
}
