/** The list of a result's parts. What a part is: part.ts; how to add one: ARCHITECTURE.md. */
import type { z } from 'zod';
import { energy } from './energy';
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

/** By field of the document. Their order is that of columns in a CSV, and of Markdown sections without a position of their own. */
export const PARTS = {
  plan,
  tuning,
  roofs,
  sustained,
  waterfalls,
  energy,
  guards,
  latency,
  fidelity,
  stories,
  warnings,
};

type PartKey = keyof typeof PARTS;

export type PartValues = { readonly [Key in PartKey]: z.infer<(typeof PARTS)[Key]['schema']> };

/** A value of each part. */
export function ofEachPart(
  of: <Key extends PartKey>(key: Key, part: Folded<PartValues[Key]>) => PartValues[Key],
): PartValues {
  return {
    plan: of('plan', plan),
    tuning: of('tuning', tuning),
    roofs: of('roofs', roofs),
    sustained: of('sustained', sustained),
    waterfalls: of('waterfalls', waterfalls),
    energy: of('energy', energy),
    guards: of('guards', guards),
    latency: of('latency', latency),
    fidelity: of('fidelity', fidelity),
    stories: of('stories', stories),
    warnings: of('warnings', warnings),
  };
}
