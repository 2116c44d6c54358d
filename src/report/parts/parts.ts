/** The list of a result's parts. What a part is: part.ts; its schema: schema/parts.ts; how to add one: ARCHITECTURE.md. */
import type { PartKey } from '../schema/parts';
import { energy } from './energy';
import { engines } from './engines';
import { failure } from './failure';
import { fidelity } from './fidelity';
import { latency } from './latency';
import type { ResultPart } from './part';
import { passage } from './passage';
import { plan } from './plan';
import { power } from './power';
import { roofs } from './roofs';
import { stories } from './stories';
import { sustained } from './sustained';
import { tuning } from './tuning';
import { warnings } from './warnings';
import { waterfalls } from './waterfalls';
import { written } from './written';

/** By field of the document. Their order is that of columns in a CSV, and of Markdown sections without a position of their own. */
export const PARTS: { readonly [Key in PartKey]: ResultPart<Key> } = {
  plan,
  tuning,
  roofs,
  sustained,
  waterfalls,
  energy,
  power,
  engines,
  // Told whole each time; the rows of what was measured say what it voided.
  guards: {},
  failure,
  latency,
  fidelity,
  stories,
  written,
  passage,
  warnings,
};
