/** `aliases.json` beside the results: what people call GPUs, by the ids of the catalogue, as whoever keeps the folder says it. */
import { z } from 'zod';
import { TokamarkError } from '../../../../src/foundation/errors';
import { decodeText } from '../../../../src/foundation/decode-text';
import type { Catalogue } from '../../../../src/hardware/catalogue';
import { isOnlyMaker } from '../../../../src/hardware/identify/only-maker';
import { aliasKey, type Aliases } from '../gates/gpu';
import { DEVICE_EXAMPLE, DEVICE_FILE } from './device-file';

export const ALIASES_FILE = 'aliases.json';

const aliasesSchema = z.record(z.string(), z.string().regex(/^[a-z0-9-]{1,100}$/));

/** @throws TokamarkError `option` of aliases that are none, or of a name that many GPUs have */
export function readAliases(bytes: Uint8Array, catalogue: Catalogue): Aliases {
  const named = parsed(bytes);
  const shared = Object.keys(named).find((name) => isOnlyMaker(name, catalogue));
  if (shared !== undefined) {
    throw new TokamarkError({
      code: 'option',
      message: `"${shared}" names a maker and an architecture at most: many GPUs are called so, and would be one.`,
      where: ALIASES_FILE,
      remedy: `Take it out, and put a file ${DEVICE_FILE} beside each such result: ${DEVICE_EXAMPLE}.`,
    });
  }
  return new Map(Object.entries(named).map(([name, id]) => [aliasKey(name), id]));
}

function parsed(bytes: Uint8Array): z.infer<typeof aliasesSchema> {
  try {
    return aliasesSchema.parse(JSON.parse(decodeText(bytes, ALIASES_FILE)));
  } catch (cause) {
    throw new TokamarkError(
      {
        code: 'option',
        message: 'These aliases are none: an object of names and ids of GPUs.',
        where: ALIASES_FILE,
        remedy: 'Write it like { "GeForce RTX 4090 OC": "rtx-4090" }.',
      },
      { cause },
    );
  }
}
