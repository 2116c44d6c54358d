/**
 * What a token of a run costs in joules, by rung. None is taken from the document: estimates are made of its samples and the catalogue's
 * GPU, what was measured of its readings, and of watts that a person typed in or a calibration gave, the joules follow from the samples.
 * Those watts, and the readings, are claims, as the times are.
 */
import { mostWatts } from '../../../../src/energy/limits';
import { energySettingsSchema } from '../../../../src/energy/fields';
import { energyOf } from '../../../../src/energy/of-result';
import type { Boundary, Provenance } from '../../../../src/energy/provenance';
import type { Tables as EnergyTables } from '../../../../src/energy/tables';
import { HEADLINE_TESTS } from '../../../../src/benchmark/suite/suite';
import { testName } from '../../../../src/benchmark/workload';
import type { Preset } from '../../../../src/hardware/catalogue';
import { SOFTWARE_IDENTITY } from '../../../../src/hardware/identify/resolve';
import type { Result, ResultEntry } from '../../../../src/report/schema';
import type { Energy } from '../../../../src/report/schema/energy';
import { ofRankedWorkloads } from '../gates/entries';
import { measuredEntries } from '../gates/figures';
import { identified } from '../gates/identified';
import { SLACK } from '../gates/reach';

export interface EnergyRow {
  readonly workloadId: string;
  readonly rung: Provenance;
  readonly boundary: Boundary;
  /** Joules per token. */
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

/** Joules may differ so much from watts over tokens per second, as the document has them. */
const SLIP = 0.01;

/** Of the headline's tests alone: an estimate says little that speed and catalogue do not. */
const ESTIMATED: ReadonlySet<string> = new Set(HEADLINE_TESTS.map(testName));

/** None of a GPU that nobody knows, or that the operator has named: nothing bounds what it draws. */
export function energyRows(result: Result, preset: Preset | null, tables: EnergyTables): readonly EnergyRow[] {
  if (preset === null || !tables.catalogue.presets.some(({ id }) => id === preset.id)) return [];
  const whole = { ...result, results: [...measuredEntries(result)] };
  const results = ofRankedWorkloads(whole);
  const rows = [
    ...worked({ ...whole, results: results.filter(({ test }) => ESTIMATED.has(test)), power: null }, preset, tables),
    ...claimed(result, results),
    ...(result.power === null
      ? []
      : worked({ ...whole, results: [...results] }, preset, tables).filter(
          ({ provenance }) => provenance.kind === 'measured',
        )),
  ];
  const kept = rows.filter((row) => isPossible(row, preset)).map(rowOf);
  return [...new Map(kept.map((row) => [`${row.workloadId} ${row.rung}`, row])).values()];
}

type Row = Pick<Energy['rows'][number], 'workloadId' | 'provenance' | 'powerWatts' | 'joulesPerToken'>;

/** The GPU is the one that is named, whatever the adapter may be beside it; of software there is none. */
function worked(result: Result, { id }: Preset, tables: EnergyTables): readonly Row[] {
  const identity = result.adapter.software ? SOFTWARE_IDENTITY : identified(result.adapter, tables.catalogue);
  return energyOf(result, energySettingsSchema.parse({ device: id }), { ...tables, identity, better: null }).rows;
}

function claimed({ energy }: Result, results: readonly ResultEntry[]): readonly Row[] {
  return results.flatMap(({ workloadId, engine, tokensPerSecond: rate }): readonly Row[] => {
    const own = energy?.rows.filter((row) => row.workloadId === workloadId && row.engine === engine) ?? [];
    return own.flatMap((row): readonly Row[] => {
      const { provenance, powerWatts, joulesPerToken: said } = row;
      if (rate === null || provenance.kind === 'estimated' || provenance.kind === 'measured') return [];
      const [low, central] = [powerWatts.low / rate.high, powerWatts.central / rate.median];
      const joulesPerToken = { low, central, high: powerWatts.high / rate.low };
      if (!(Math.abs(said.central / central - 1) <= SLIP)) return [];
      return [{ workloadId, provenance, powerWatts, joulesPerToken }];
    });
  });
}

/** More than the card can draw is no energy of it, nor is what a processor draws beside it. */
function isPossible({ provenance: { boundary }, powerWatts, joulesPerToken }: Row, preset: Preset): boolean {
  if (!(joulesPerToken.low > 0) || !Number.isFinite(joulesPerToken.high)) return false;
  if (boundary === 'cpu' || (boundary === 'package' && preset.class !== 'integrated')) return false;
  const most = boundary === 'gpu' || boundary === 'package' ? mostWatts(preset) : null;
  return most === null || powerWatts.central <= SLACK * most;
}

const rowOf = ({ workloadId, provenance, joulesPerToken: { low, central, high } }: Row): EnergyRow => ({
  ...{ workloadId, rung: provenance.kind, boundary: provenance.boundary },
  ...{ low, mid: central, high },
});
