/**
 * Of what a figure is worked out: one device where it is known or chosen, all that it may be where it is not, watts that were
 * typed in. Energy over several devices reaches from the least of any to the most of any. Not the choice itself (energy/identify).
 */
import { band, type Band } from '../../energy/band';
import type { Catalogue, Preset } from '../../energy/catalogue';
import type { Constants } from '../../energy/constants';
import { energyAt, type Energy } from '../../energy/estimate';
import type { Identity } from '../../energy/identify/resolve';
import type { Load, PowerSource } from '../../energy/power-source';
import { classProfile } from '../../energy/power/profile';
import type { EnergyFigure } from '../../energy/provenance';
import { prepare, type EnergySettings, type Prepared } from '../../energy/settings';
import { TokamarkError } from '../../foundation/errors';
import type { TokensPerSecond } from '../../foundation/units';

export interface Basis {
  readonly sources: readonly PowerSource[];
  /** What it may be; empty where not even a list is known, or where watts were typed in without a device. */
  readonly devices: readonly Preset[];
  readonly prepared: Prepared;
  readonly settings: EnergySettings;
}

/** @throws TokamarkError `option` that names the field. */
export function basisOf(
  settings: EnergySettings,
  identity: Identity,
  catalogue: Catalogue,
  constants: Constants,
): Basis {
  const { candidates } = identity;
  const sure = settings.device === null && identity.status === 'known' ? (candidates[0]?.id ?? null) : settings.device;
  if (sure !== null || settings.watts !== null) {
    const prepared = prepare({ ...settings, device: sure }, catalogue, constants);
    const { source, preset } = prepared;
    return { sources: source === null ? [] : [source], devices: preset === null ? [] : [preset], prepared, settings };
  }
  const prepared = prepare(settings, catalogue, constants);
  const each = candidates.map((preset) => attempt(preset, settings, catalogue, constants));
  const fitting = each.flatMap((one) => (one instanceof TokamarkError ? [] : [one]));
  const refused = each.find((one) => one instanceof TokamarkError);
  if (fitting.length === 0 && refused !== undefined) throw refused;
  if (fitting.length > 0) {
    return {
      sources: fitting.map(({ source }) => source),
      devices: fitting.map(({ preset }) => preset),
      prepared,
      settings,
    };
  }
  return {
    sources: [{ provenance: 'estimated', profile: classProfile(identity.class, catalogue) }],
    devices: [],
    prepared,
    settings,
  };
}

/** A power limit that a device cannot be set to rules it out. */
function attempt(preset: Preset, settings: EnergySettings, catalogue: Catalogue, constants: Constants) {
  try {
    const { source } = prepare({ ...settings, device: preset.id }, catalogue, constants);
    return source === null ? new TokamarkError(NO_SOURCE) : { preset, source };
  } catch (error) {
    if (error instanceof TokamarkError) return error;
    throw error;
  }
}

const NO_SOURCE = {
  code: 'energy',
  message: 'A device gave no power.',
  where: 'device',
  remedy: 'Type in watts.',
} as const;

/** Over all devices that it may be. Null where there is none. */
export function energyOver(sources: readonly PowerSource[], load: Load, rate: Band<TokensPerSecond>): Energy | null {
  const each = sources.map((source) => energyAt(source, load, rate));
  const [first] = each;
  if (first === undefined || each.length === 1) return first ?? null;
  const marginal = each.flatMap((one) => one.marginal ?? []);
  const any = `Any of ${each.length} devices: from the least of one to the most of another.`;
  return {
    attributed: envelope(
      each.map(({ attributed }) => attributed),
      any,
    ),
    marginal: marginal.length === each.length ? envelope(marginal, any) : null,
  };
}

function envelope(figures: readonly EnergyFigure[], note: string): EnergyFigure {
  const [first] = figures;
  if (first === undefined) throw new Error('There is no envelope of nothing.');
  return {
    ...first,
    notes: [note],
    power: over(figures.map(({ power }) => power)),
    joulesPerToken: over(figures.map(({ joulesPerToken }) => joulesPerToken)),
  };
}

function over<Q extends number>(bands: readonly Band<Q>[]): Band<Q> {
  const sorted = (side: keyof Band<Q>) => bands.map((one) => one[side]).toSorted((a, b) => a - b);
  const [low] = sorted('low');
  const central = sorted('central')[Math.floor((bands.length - 1) / 2)];
  const high = sorted('high').at(-1);
  if (low === undefined || central === undefined || high === undefined) throw new Error('There is no band of nothing.');
  return band(low, central, high);
}
