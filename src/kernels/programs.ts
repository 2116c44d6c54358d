/**
 * Every program that the kernels compile at their cases, in all variants and texts, for every class of device: what the shader hash
 * is taken over (src/build/shader-hash.ts). Nothing here needs a device, and nothing runs in the page.
 */
import { DEVICE_CLASSES } from './device-classes';
import { compiled } from './kernel';
import { KERNELS } from './registry';

/** Each once, sorted, as `compiled` gives them. */
export function compiledPrograms(): readonly string[] {
  const all = KERNELS.flatMap(({ name, hashed }) =>
    hashed(...DEVICE_CLASSES).map((program) => compiled(name, program)),
  );
  return [...new Set(all)].sort();
}
