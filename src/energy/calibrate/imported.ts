/** A power that was measured outside, such as by nvidia-smi or a logging meter, read from a JSON document. */
import { z } from 'zod';
import { TokamarkError } from '../../foundation/errors';
import { band, exactly } from '../band';
import type { Preset } from '../../hardware/catalogue';
import { checkWatts } from '../limits';
import type { ImportedPower } from '../power-source';
import { METERED } from '../provenance';

/** In bytes: a measurement is a line, and what is longer is another file. */
export const LARGEST_POWER_FILE = 100_000;

const schema = z.looseObject({
  schema: z.literal('tokamark-power/1'),
  unit: z.literal('W'),
  power: z.union([z.number(), z.looseObject({ low: z.number(), central: z.number(), high: z.number() })]),
  idle: z.number().nullable().optional(),
  boundary: z.enum(METERED),
  instrument: z.string().min(1),
});

const EXAMPLE =
  '{ "schema": "tokamark-power/1", "unit": "W", "power": 212.5, "idle": 31, "boundary": "gpu", "instrument": "nvidia-smi" }';

/** @throws TokamarkError `import` that names the field; for impossible watts `option`, as if they had been typed in. */
export function readImportedPower(json: string, device: Preset | null): ImportedPower {
  const document = parse(json);
  const parsed = schema.safeParse(document);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.path.join('.') ?? '';
    if (field === 'unit') throw refused('unit', `unit is ${JSON.stringify(unitOf(document))}, and only W is read.`);
    throw refused(
      field === '' ? 'document' : field,
      `${field === '' ? 'The document' : field}: ${issue?.message ?? 'is not valid'}.`,
    );
  }
  const { power, idle = null, boundary, instrument } = parsed.data;
  const bound = boundary === 'gpu' ? device : null;
  const check = (field: string, value: number) => checkWatts(field, value, bound);
  if (typeof power !== 'number' && !(power.low <= power.central && power.central <= power.high)) {
    throw refused('power', 'power: low, central and high are not in order.');
  }
  return {
    provenance: 'imported',
    watts:
      typeof power === 'number'
        ? exactly(check('power', power))
        : band(check('power.low', power.low), check('power.central', power.central), check('power.high', power.high)),
    idle: idle === null ? null : check('idle', idle),
    boundary,
    instrument,
  };
}

const unitOf = (document: unknown): unknown =>
  typeof document === 'object' && document !== null && 'unit' in document ? document.unit : 'not there';

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw refused('document', `It is not JSON: ${cause instanceof Error ? cause.message : String(cause)}.`);
  }
}

function refused(where: string, message: string): TokamarkError {
  return new TokamarkError({ code: 'import', message, where, remedy: `A measurement looks like this: ${EXAMPLE}` });
}
