/** The comparisons as rows of text: three metrics, rent against own, training, a text's tokens. What they are is in src/costs. */
import {
  chargedOf,
  compareMetrics,
  markUpSheet,
  metricNotes,
  metricSheet,
  reachedInPrefill,
  RENT_NOTE,
  rentAgainstOwn,
  textSheet,
  trainingOnThis,
  trainingSheet,
  type loadTrainingBudgets,
  type Machine,
  type MissingRow,
  type TextCount,
} from '../../costs';
import type { Basis } from '../../energy/basis';
import type { Tables } from '../../energy/tables';
import type { WorkedEntry } from '../../energy/worked-entry';
import { bytesPerToken } from '../../foundation/energy-units';
import { opsPerSecond } from '../../foundation/units';
import type { Roofs, Waterfall } from '../../report/schema';
import type { Sheet } from '../../report/table';
import { twoDigits } from '../../report/two-digits';
import { capitalised } from '../format/capitalised';
import { WORDS } from './catalogue/words';
import type { Prices } from './reference-prices';
import type { Table } from '../view/plain-table';
import type { ValueSource } from './value-model';

export interface CostsInput {
  readonly basis: Basis;
  readonly decode: WorkedEntry | null;
  readonly roofs: Roofs | null;
  /** Of the same run: the operations per second of its prefill. */
  readonly waterfalls: readonly Waterfall[];
  readonly value: ValueSource;
  readonly data: Tables;
}

export type Budgets = Awaited<ReturnType<typeof loadTrainingBudgets>>;

const TERMS = [3, 4, 5];

/** Null where it may be one of several devices, which have no one price, or where nothing has power. */
function machineOf({ basis, decode, roofs }: CostsInput): Machine | null {
  const { settings, prepared, devices } = basis;
  const source = decode?.source ?? basis.source;
  return devices.length > 1 || source === null ? null : { settings, prepared, source, flops: measuredFlops(roofs) };
}

/** FLOP/s measured in FP16, or where the device has none in FP32. */
function measuredFlops(roofs: Roofs | null): Machine['flops'] {
  const { fmaF16 = null, fmaF32 = null } = roofs ?? {};
  if (fmaF16 !== null) return { perSecond: opsPerSecond(fmaF16.median), format: 'FP16' };
  return fmaF32 === null ? null : { perSecond: opsPerSecond(fmaF32.median), format: 'FP32' };
}

/** @param prices of reference machines, in the currency of the settings. Null before a decode was measured, or where the device is not known. */
export function metricsTable(input: CostsInput, prices: Prices = {}): Table | null {
  const machine = machineOf(input);
  if (machine === null || input.decode === null) return null;
  const { entry, energy } = input.decode;
  const comparison = compareMetrics(
    machine,
    {
      rate: energy.attributed.tokensPerSecond,
      bytesRead: bytesPerToken(entry.bytesReadPerToken),
      batch: entry.batch,
    },
    { hourlyBasis: 'rental3yr', prices },
    input.data,
  );
  return { ...shown(metricSheet(comparison)), notes: metricNotes(comparison) };
}

/** With, by name, what stands in the way of this machine's row; null: nothing. */
export function markUpTable({
  basis: { settings, prepared, source },
  data,
}: CostsInput): Table & { readonly missing: MissingRow | null } {
  const terms = { years: TERMS, space: 0 };
  const { rows: own, missing, datacentres } = rentAgainstOwn({ settings, prepared, source }, terms, data.constants);
  const rows = [...own, ...datacentres];
  return {
    missing,
    ...shown(markUpSheet(rows.map((row) => ({ ...row, name: capitalised(row.name) })))),
    notes: [RENT_NOTE, ...new Set(rows.map(({ source: from }) => from))],
  };
}

const shown = ({ columns, rows }: Sheet) => ({ columns: columns.map(({ title }) => capitalised(title)), rows });

/** Ids and brands begin with one already. */
/** Null where neither a measured nor a published FLOP/s is known. */
export function trainingTable(input: CostsInput, budgets: Budgets): Table | null {
  const machine = machineOf(input);
  if (machine === null) return null;
  const kept = reachedInPrefill(input.waterfalls, machine.flops?.perSecond ?? null);
  const training = trainingOnThis(machine, kept, budgets, input.data.catalogue);
  if (training === null) return null;
  const { flopsPerSecond, flopsSource, utilisation, utilisationSource, powerBadge } = training.machine;
  const currency = machine.prepared.tariff.electricity?.value.currency ?? null;
  return {
    ...shown(trainingSheet(training.rows, currency)),
    notes: [
      WORDS.costs.training({
        ...{ teraflops: twoDigits(flopsPerSecond / 1e12), flopsSource, power: powerBadge },
        ...{ kept: twoDigits(100 * utilisation), keptSource: utilisationSource },
      }),
      WORDS.costs.sixND,
      ...training.rows.map(({ model: { name, source, note } }) =>
        note === null ? WORDS.costs.model(name, source) : WORDS.costs.modelNoted(name, source, note),
      ),
    ],
  };
}

export function textTable({ decode }: CostsInput, counts: readonly TextCount[]): Table {
  const charged = decode === null ? null : chargedOf(decode.row.cost);
  const none = { value: null, currency: null, of: 'electricity alone' } as const;
  return {
    ...shown(textSheet(counts, charged ?? none)),
    notes: [
      decode === null || charged === null
        ? WORDS.costs.text.noRun
        : charged.value === null
          ? WORDS.costs.text.unpriced
          : WORDS.costs.text.priced(capitalised(charged.of), decode.row.provenance.badge),
    ],
  };
}
