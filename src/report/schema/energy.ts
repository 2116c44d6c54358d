/**
 * What a token costs in a result: energy, money and carbon by format and phase, with where each comes from. Derived from the
 * speeds of the same result after it was measured (see energy/of-result.ts); null where nobody asked for it.
 */
import { z } from 'zod';
import { contestant, count, finite, positive } from './common';

const nonnegative = finite.nonnegative();

/** low ≤ central ≤ high. */
const bandSchema = z
  .looseObject({ low: nonnegative, central: nonnegative, high: nonnegative })
  .refine(({ low, central, high }) => low <= central && central <= high, 'low, central and high are not in order');

const originSchema = z.looseObject({
  kind: z.enum(['estimated', 'typed', 'calibrated', 'imported', 'measured']),
  /**
   * Of an estimate: whether the power model was compared with measurements of such a device at such a use of its memory; outside,
   * the band is wider. Null where the power was read; absent before this was said.
   */
  measuredRange: z.enum(['inside', 'outside']).nullable().optional(),
  /** Of what the power was counted; `cpu` where a software adapter did the work, `package` of a processor with the GPU in it. */
  boundary: z.enum(['gpu', 'battery', 'wall', 'cpu', 'package']),
  idle: z.enum(['included', 'marginal']),
  /** The three, as a person reads them. */
  badge: z.string(),
  /** What was assumed or measured, a sentence each. */
  notes: z.array(z.string()),
});

const currency = z.enum(['USD', 'EUR', 'GBP']);

const tariffSchema = z.looseObject({
  country: z.string(),
  currency: currency.nullable(),
  pricePerKilowattHour: positive.nullable(),
  priceSource: z.string().nullable(),
  gramsPerKilowattHour: positive.nullable(),
  gridSource: z.string().nullable(),
  pue: finite.min(1),
});

/** Money is in `currency`; what has no sourced price is null. */
const costSchema = z.looseObject({
  currency: currency.nullable(),
  electricityPerMillionTokens: bandSchema.nullable(),
  /** The machine's price spread over its life, or its rent by the hour; null where neither was given. */
  hardware: z
    .looseObject({ currency, basis: z.enum(['owned', 'rented']), perMillionTokens: bandSchema, how: z.string() })
    .nullable(),
  /** Both together, where they are in one currency and rent does not already hold the electricity. */
  totalPerMillionTokens: bandSchema.nullable(),
  /** Why a figure is null; empty where none is. */
  missing: z.array(z.string()),
});

export const answerSchema = z.looseObject({
  promptTokens: count,
  answerTokens: count,
  joules: bandSchema,
  wattHours: bandSchema,
  cost: bandSchema.nullable(),
  grams: bandSchema.nullable(),
});

export const energyFiguresSchema = z.looseObject({
  provenance: originSchema,
  tokensPerSecond: bandSchema,
  /** Share of the device's peak bandwidth; null for prefill and where it is not known. */
  bandwidthUse: nonnegative.nullable(),
  powerWatts: bandSchema,
  joulesPerToken: bandSchema,
  /** Above idle power only; null where idle power is not known. */
  marginalJoulesPerToken: bandSchema.nullable(),
  /** Per watt-second. */
  tokensPerJoule: bandSchema,
  wattHoursPerMillionTokens: bandSchema,
  tokensPerSecondPerMegawatt: bandSchema,
  cost: costSchema,
  carbon: z.looseObject({ gramsPerMillionTokens: bandSchema.nullable() }),
});

const deviceSchema = z.looseObject({
  /** Of the catalogue; null where none was chosen. */
  id: z.string().nullable(),
  name: z.string(),
  class: z.string(),
});

export const energySchema = z.looseObject({
  status: z.enum(['known', 'ambiguous', 'masked', 'software', 'unknown', 'chosen']),
  /** Why there are no figures, or why they are as wide as they are. */
  reason: z.string(),
  device: deviceSchema.nullable(),
  candidates: z.array(z.string()),
  tariff: tariffSchema.nullable(),
  /** One for each measured speed of our own engine; empty for a software adapter whose watts nobody read: its energy is no GPU's. */
  rows: z.array(
    energyFiguresSchema.extend({
      ...contestant,
      phase: z.enum(['prefill', 'decode']),
      test: z.string(),
      model: z.string(),
      batch: count,
      workloadId: z.string(),
    }),
  ),
  /** A typical answer, by format; where prefill or decode was not measured there is none. */
  answers: z.array(answerSchema.extend({ ...contestant, model: z.string(), provenance: originSchema })),
  /** What was typed in and changes nothing, with the reason. */
  unused: z.array(z.looseObject({ field: z.string(), why: z.string() })).optional(),
  /** What other things take, as their sources say: to hold an answer against, never ranked with it. */
  everyday: z
    .array(z.looseObject({ what: z.string(), wattHours: positive, counts: z.string(), source: z.string() }))
    .optional(),
});

export type Energy = z.infer<typeof energySchema>;
export type EnergyFigures = z.infer<typeof energyFiguresSchema>;
export type EnergyAnswer = z.infer<typeof answerSchema>;
