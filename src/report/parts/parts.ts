/** The list of a result's parts. What a part is: part.ts; how to add one: ARCHITECTURE.md. */
import { z } from 'zod';
import { energy } from './energy';
import { engines } from './engines';
import { failure } from './failure';
import { fidelity } from './fidelity';
import { guards } from './guards';
import { latency } from './latency';
import type { Folded } from './part';
import { plan } from './plan';
import { roofs } from './roofs';
import { stories } from './stories';
import { sustained } from './sustained';
import { tuning } from './tuning';
import { warnings } from './warnings';
import { waterfalls } from './waterfalls';

/** By field of the document. Their order is that of the document, of columns in a CSV, and of Markdown sections without a position of their own. */
export const PARTS = {
  plan,
  tuning,
  roofs,
  sustained,
  waterfalls,
  energy,
  engines,
  guards,
  failure,
  latency,
  fidelity,
  stories,
  warnings,
};

type PartKey = keyof typeof PARTS;
type Schemas = { readonly [Key in PartKey]: (typeof PARTS)[Key]['schema'] };

export type PartValues = { readonly [Key in PartKey]: z.infer<Schemas[Key]> };

type Each = { readonly [Key in PartKey]: { readonly schema: Schemas[Key] } & Folded<PartValues[Key]> };

const EACH: Each = PARTS;
const KEYS = Object.keys(PARTS).filter((key): key is PartKey => key in PARTS);

/** Something of each part, under its name. */
export function ofEachPart<Values extends Readonly<Record<PartKey, unknown>>>(
  of: <Key extends PartKey>(key: Key, part: Each[Key]) => Values[Key],
): Values {
  const some: Partial<Values> = {};
  const add = <Key extends PartKey>(key: Key, part: Each[Key]): void => void (some[key] = of(key, part));
  KEYS.forEach((key) => add(key, EACH[key]));
  if (!hasAll(some)) throw new TypeError('A part has no value.');
  return some;
}

const hasAll = <Values extends Readonly<Record<PartKey, unknown>>>(some: Partial<Values>): some is Values =>
  KEYS.every((key) => key in some);

/** Of the document's fields. What a document lacks reads as what a part is before anything is told of it. */
export const PART_SCHEMAS = ofEachPart<Schemas>((_, { schema }) => schema);

export const NO_PARTS: PartValues = z.object(PART_SCHEMAS).parse({});
