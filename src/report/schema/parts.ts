/** The fields of a result that a run tells. What a part does with events, and how it reads in Markdown and CSV: parts/. */
import { z } from 'zod';
import { warningSchema } from './common';
import { energySchema } from './energy';
import { otherEngineSchema } from './engines';
import { failureSchema } from './failure';
import { fidelitySchema } from './fidelity';
import { guardsSchema } from './guards';
import { latencySchema } from './latency';
import { passageSchema } from './passage';
import { planSchema } from './plan';
import { powerSchema } from './power';
import { roofsSchema } from './roofs';
import { storySchema } from './stories';
import { sustainedSchema } from './sustained';
import { tuningSchema } from './tuning';
import { waterfallSchema } from './waterfalls';
import { writtenSchema } from './written';

/** In the order of the document. A default is the value before anything is told, and that of a document without the part. */
export const PART_SCHEMAS = {
  plan: planSchema.default({ headline: false, budgetSeconds: null, shrunk: [] }),
  tuning: tuningSchema.nullable().default(null),
  roofs: roofsSchema.nullable().default(null),
  sustained: sustainedSchema.nullable().default(null),
  waterfalls: z.array(waterfallSchema).nullable().default(null),
  energy: energySchema.nullable().default(null),
  power: powerSchema.nullable().default(null),
  engines: z.array(otherEngineSchema).default([]),
  guards: guardsSchema.default({ periods: [], timestamps: null }),
  failure: failureSchema.nullable().default(null),
  latency: z.array(latencySchema).nullable().default(null),
  fidelity: fidelitySchema.nullable().default(null),
  stories: z.array(storySchema).default([]),
  written: z.array(writtenSchema).default([]),
  passage: passageSchema.nullable().default(null),
  warnings: z.array(warningSchema).default([]),
};

const partsSchema = z.object(PART_SCHEMAS);

export type PartValues = Readonly<z.infer<typeof partsSchema>>;
export type PartKey = keyof PartValues;

export const NO_PARTS: PartValues = partsSchema.parse({});
