/** The documents that this version reads: its own, and those of an older one, brought to its own before they are checked. */
import { z } from 'zod';
import { ENGINE } from '../../foundation/build';
import { RESULT_SCHEMA, resultSchema } from '../schema';

/** The second version had one engine, and did not say so. */
const measured = z.looseObject({ engine: z.string().default(ENGINE) });

const second = z
  .looseObject({
    schema: z.literal('tokamark-result/2'),
    results: z.array(measured),
    sustained: measured.nullish(),
    waterfalls: z.array(measured).nullish(),
    latency: z.array(measured).nullish(),
    stories: z.array(measured).optional(),
    fidelity: z.looseObject({ rows: z.array(measured) }).nullish(),
    energy: z.looseObject({ rows: z.array(measured), answers: z.array(measured) }).nullish(),
  })
  .transform((document) => ({ ...document, schema: RESULT_SCHEMA }));

export const readableSchema = z.discriminatedUnion('schema', [resultSchema, second.pipe(resultSchema)]);
