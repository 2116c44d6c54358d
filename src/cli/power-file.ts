/** `--power-file`: a power that was measured outside, from a JSON document. What it may say is energy/calibrate/imported.ts'. */
import { readFile } from 'node:fs/promises';
import { readImportedPower } from '../energy/calibrate/imported';
import type { Catalogue } from '../energy/catalogue';
import type { ImportedPower } from '../energy/power-source';
import { presetOf, type EnergySettings } from '../energy/settings';
import { TokamarkError } from '../foundation/errors';

/** Null where no file was named. @throws TokamarkError `option` for a file that cannot be read, `import` for what it says. */
export async function readPowerFile(
  file: string | null,
  { device }: EnergySettings,
  catalogue: Catalogue,
): Promise<ImportedPower | null> {
  if (file === null) return null;
  return readImportedPower(await textOf(file), device === null ? null : presetOf(device, catalogue));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const message = `${file} cannot be read.`;
    throw new TokamarkError(
      { code: 'option', message, where: '--power-file', remedy: 'Name a JSON file that exists.' },
      { cause },
    );
  }
}
