/** Which GPU a run is of: what its owner named, by the board's aliases and the catalogue, held against what the adapter says. */
import type { Catalogue, Preset } from '../../../../src/hardware/catalogue';
import { isMask } from '../../../../src/hardware/identify/resolve';
import { hasArchitecture } from '../../../../src/hardware/identify/short-list';
import { vendorOf } from '../../../../src/hardware/identify/vendor';
import type { AdapterDescription } from '../../../../src/report/schema';
import type { GpuOfRun } from './gate';
import { identified, identifiedBy } from './identified';

/** Raw names that the operator has given to a GPU of the catalogue, by their keys. */
export type Aliases = ReadonlyMap<string, string>;

/** Names that differ in case alone are one name. Of ASCII, as PostgreSQL's `lower` in the collation C. */
export const aliasKey = (raw: string): string => raw.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

export function gpuOfRun(
  declared: string,
  adapter: AdapterDescription,
  catalogue: Catalogue,
  aliases: Aliases = new Map(),
): GpuOfRun {
  const seen = identified(adapter, catalogue);
  const preset = named(declared, catalogue, aliases);
  const isSoftware = adapter.software || seen.status === 'software';
  const [only] = seen.status === 'known' ? seen.candidates : [];
  return {
    raw: declared,
    preset,
    isSoftware,
    contradiction: preset === null ? null : contradiction(preset, only, adapter),
  };
}

/** A name that a browser gives to many GPUs is none of them. */
function named(declared: string, catalogue: Catalogue, aliases: Aliases): Preset | null {
  const wanted = (aliases.get(aliasKey(declared)) ?? declared).toLowerCase();
  const row = catalogue.presets.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted);
  if (row !== undefined) return isMask(row) ? null : row;
  const { status, candidates } = identifiedBy({ renderer: declared, vendor: '', architecture: '' }, catalogue);
  return status === 'known' ? (candidates[0] ?? null) : null;
}

function contradiction(preset: Preset, seen: Preset | undefined, adapter: AdapterDescription): string | null {
  if (seen !== undefined && seen !== preset) return `the adapter is ${seen.id}`;
  const vendor = vendorOf(adapter.vendor);
  if (vendor !== null && vendor !== preset.vendor) return `the adapter is of ${vendor}`;
  const { architecture } = adapter;
  const other = architecture !== '' && preset.webgpuArchitecture !== null && !hasArchitecture(preset, architecture);
  return other ? 'the adapter is of another architecture' : null;
}
