/**
 * Electricity prices, grid intensity, PUE, data-centre cost and published J/token, validated; loaded when first asked for. Prices stand
 * in the currency that they were published in.
 */
import { once } from '../foundation/once';
import { z } from 'zod';
import { CURRENCIES } from './money';

const positive = z.number().positive();

const priceSchema = z.looseObject({
  household: positive,
  business: positive.optional(),
  commercial: positive.optional(),
  nonHousehold: positive.optional(),
  currency: z.enum(CURRENCIES),
  period: z.string(),
  source: z.string(),
  /** `approximate` where the source is. */
  confidence: z.string().optional(),
});

const gridSchema = z.strictObject({ gCO2PerKWh: positive, year: z.number().int(), source: z.string() });

const hourlySchema = z.strictObject({ hyperscalerOwn: positive, neocloudOwn: positive, rental3yr: positive });

const coefficients = z.strictObject({ a: positive, k: positive });

/** Of the entries' many shapes only what is read by name is said; the rest is kept. */
const publishedSchema = z.looseObject({
  what: z.string(),
  source: z.string(),
  basis: z.string().optional(),
  watts: positive.optional(),
  tokPerS: positive.optional(),
  JPerToken: z.union([positive, z.record(z.string(), positive)]).optional(),
});

export const constantsSchema = z.strictObject({
  meta: z.looseObject({ rule: z.string() }),
  identities: z.record(z.string(), z.string()),
  electricity: z.record(z.string(), priceSchema.nullable()),
  gridCarbon: z.record(z.string(), gridSchema),
  pue: z.looseObject({
    home: z.literal(1),
    industryAverage: z.strictObject({ value: positive, year: z.number(), source: z.string() }),
    GCP: positive,
    AWS: positive,
    Azure: positive,
    OVH: positive,
    source: z.string(),
    psuEfficiencyDefault: z.strictObject({ value: positive.max(1), confidence: z.string() }),
  }),
  datacentreCost: z.strictObject({
    source: z.string(),
    conventions: z.string(),
    perGpu: z.record(
      z.string(),
      z.strictObject({ allInKW: positive, usdPerHour: hourlySchema, placeholder: z.boolean().optional() }),
    ),
  }),
  published: z.array(publishedSchema),
  powerModel: z.looseObject({
    decode: z.looseObject({ low: coefficients, central: coefficients, high: coefficients }),
    prefill: z.looseObject({ band: z.tuple([positive, positive]) }),
    validation: z.looseObject({ points: z.number(), strictlyInBand: z.number(), caveat: z.string() }),
  }),
});

export type Constants = z.infer<typeof constantsSchema>;

export const loadConstants = once((): Promise<Constants> =>
  import('./data/energy-constants.json').then((module) => constantsSchema.parse(module.default)),
);
