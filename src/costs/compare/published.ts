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

interface Reading {
  readonly what: string;
  readonly machine: string;
  readonly name: string;
  /** The way to the figure in the entry. */
  readonly energy?: readonly string[];
  readonly cost?: readonly string[];
  readonly batch: string;
}

const NOT_SAID = 'not published';

const READINGS: readonly Reading[] = [
  { what: 'Llama-3.1-8B bf16, H100, batch 8', machine: 'h100-sxm', name: 'H100', energy: ['JPerToken'], batch: '8' },
  { what: 'Qwen3-8B H100', machine: 'h100-sxm', name: 'H100', energy: ['batch8'], batch: '8' },
  { what: 'Qwen3-8B H100', machine: 'h100-sxm', name: 'H100', energy: ['batch256'], batch: '256' },
  { what: 'Qwen3-32B H100 batch 8', machine: 'h100-sxm', name: 'H100', energy: ['JPerToken'], batch: '8' },
  {
    what: 'GPT-OSS-20B GPU-only J/token',
    machine: 'h100-sxm',
    name: 'H100',
    energy: ['H100 (max batch 1024)'],
    batch: 'up to 1024',
  },
  {
    what: 'GPT-OSS-20B GPU-only J/token',
    machine: 'b200-sxm',
    name: 'B200',
    energy: ['B200 (max batch 2048)'],
    batch: 'up to 2048',
  },
  {
    what: 'RTX 5090, 27B Q4, single stream',
    machine: 'rtx-5090',
    name: 'RTX 5090',
    energy: ['JPerToken'],
    batch: '1',
  },
  {
    what: 'Mac mini M4, 8B Q4, single stream, whole machine at the wall',
    machine: 'apple-m4',
    name: 'Mac mini (M4)',
    energy: ['JPerToken'],
    batch: '1',
  },
  {
    what: 'B200 gpt-oss cost, vendor claim',
    machine: 'b200-sxm',
    name: 'B200',
    cost: ['usdPerMTok'],
    batch: NOT_SAID,
  },
  {
    what: 'DeepSeek-R1 FP4 B200 TRT-LLM output',
    machine: 'b200-sxm',
    name: 'B200',
    cost: ['usdPerMTok', '50 tok/s/user'],
    batch: 'as many as get 50 tokens/s each',
  },
];

/** Both GPUs at one service level: the only published figures of two of the machines for the same work. */
const SERVED = 'gpt-oss-120B @ 90 tok/s/user, tok/s per provisioned all-in MW';
export const SERVED_WORK = 'gpt-oss-120B at 90 tokens/s a user';
const SERVED_BATCH = 'as many as get 90 tokens/s each';
const SERVED_MACHINES = [
  { key: 'H100', machine: 'h100-sxm', name: 'H100' },
  { key: 'B200', machine: 'b200-sxm', name: 'B200' },
] as const;

export function publishedRows({ published }: Constants): PublishedRow[] {
  const served = SERVED_MACHINES.map(({ key, machine, name }) => ({
    what: SERVED,
    machine,
    name,
    energy: ['JPerToken', key],
    batch: SERVED_BATCH,
  }));
  return [...served, ...READINGS].flatMap(({ what, machine, name, energy, cost, batch }: Reading) => {
    const entry = published.find((one) => one.what === what);
    if (entry === undefined) return [];
    const joules = energy === undefined ? null : numberAt(entry, energy);
    return [
      {
        ...{ machine, name, what, batch },
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
  return SERVED_MACHINES.flatMap(({ key, machine, name }): Figure[] => {
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
