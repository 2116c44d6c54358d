/** The documents that this version reads: its own, and those of an older one, brought to its own before they are checked. */
import { z } from 'zod';
import { ENGINE } from '../../foundation/build';
import { CANCELLED } from '../../foundation/cancel';
import { RESULT_SCHEMA, resultSchema } from '../schema';
import { errorSchema, status } from '../schema/common';

/** The second version had one engine, and did not say so. */
const measured = z.looseObject({ engine: z.string().default(ENGINE) });

const second = z
  .looseObject({
    schema: z.literal('tokamark-result/2'),
    status,
    error: errorSchema.nullable(),
    results: z.array(measured),
    sustained: measured.nullish(),
    waterfalls: z.array(measured).nullish(),
    latency: z.array(measured).nullish(),
    stories: z.array(measured).optional(),
    fidelity: z.looseObject({ rows: z.array(measured) }).nullish(),
    energy: z.looseObject({ rows: z.array(measured), answers: z.array(measured) }).nullish(),
  })
  .transform(({ error, ...document }): Record<string, unknown> => {
    // In which step a run ended it did not say.
    const cause = document.status === 'cancelled' ? CANCELLED : error;
    return { ...document, schema: RESULT_SCHEMA, failure: cause && { ...cause, step: null } };
  });

export const readableSchema = z.discriminatedUnion('schema', [resultSchema, second.pipe(resultSchema)]);
