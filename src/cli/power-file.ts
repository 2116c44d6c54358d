/** `--power-file`: a power that was measured outside, from a JSON document. What it may say is energy/calibrate/imported.ts'. */
import { LARGEST_POWER_FILE, readImportedPower } from '../energy/calibrate/imported';
import type { Catalogue } from '../hardware/catalogue';
import type { ImportedPower } from '../energy/power-source';
import { presetOf } from '../hardware/identify/typed-device';
import type { EnergySettings } from '../energy/settings';
import { readTextArgument, type ReadStandardInput, type TextKind } from './read-text';

const POWER_FILE: TextKind = {
  most: LARGEST_POWER_FILE,
  absent: 'option',
  code: 'import',
  option: '--power-file',
  remedy: 'Name a JSON file that you can read, or - for standard input.',
};

/** Null where no file was named. @throws TokamarkError `option` for a file that cannot be read, `import` for what it says. */
export async function readPowerFile(
  file: string | null,
  { device }: EnergySettings,
  catalogue: Catalogue,
  standardInput: ReadStandardInput,
): Promise<ImportedPower | null> {
  if (file === null) return null;
  const json = await readTextArgument(file, POWER_FILE, standardInput);
  return readImportedPower(json, device === null ? null : presetOf(device, catalogue));
}
