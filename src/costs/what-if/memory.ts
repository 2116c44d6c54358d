/** What is known of the memory of a GPU, and whether a model fits in it. */
import { bytes, type Bytes } from '../../foundation/units';
import type { Preset } from '../../hardware/catalogue';
import type { Missing } from '../../predict/basis';
import { showBytes } from '../../report/quantity';

export interface Memory {
  /** Null: not known, such as that of a GPU that shares the main memory. */
  readonly most: Bytes | null;
  readonly least: Bytes;
  /** `phone`: none is published, and no phone has more. */
  readonly is: 'published' | 'variants' | 'phone' | 'unknown';
}

const GIBI = 2 ** 30;
/** Every device of the catalogue has more. */
const AT_LEAST = bytes(GIBI);
/** No phone is sold with more: a ceiling of their kind, chosen for want of a figure of each. */
const MOST_OF_PHONES = bytes(24 * GIBI);

/** @param preset null where the device is not known */
export function memoryOf(preset: Pick<Preset, 'memoryGB' | 'class'> | null): Memory {
  if (preset === null) return { most: null, least: AT_LEAST, is: 'unknown' };
  const { memoryGB, class: kind } = preset;
  if (memoryGB === null) {
    return kind === 'phone'
      ? { most: MOST_OF_PHONES, least: AT_LEAST, is: 'phone' }
      : { most: null, least: AT_LEAST, is: 'unknown' };
  }
  const all = Array.isArray(memoryGB) ? memoryGB : [memoryGB];
  const [least, most] = [Math.min(...all), Math.max(...all)].map((one) => bytes(one * GIBI));
  if (least === undefined || most === undefined) return { most: null, least: AT_LEAST, is: 'unknown' };
  return { most, least, is: least === most ? 'published' : 'variants' };
}

/** Why it does not fit in any; null where it may. */
export function tooLarge(needed: Bytes, { most, is }: Memory, name: string): Missing | null {
  if (most === null || needed <= most) return null;
  const has = { published: `the ${name} has`, variants: `the largest ${name} has`, phone: 'no phone has more than' };
  return {
    missing: `It needs ${showBytes(needed)}, and ${is === 'unknown' ? `the ${name} has` : has[is]} ${showBytes(most)}.`,
  };
}

/** What has to be said where it may not fit; empty where it fits. */
export function doubtOf(needed: Bytes, { most, least, is }: Memory, name: string): string {
  if (needed <= least) return '';
  return is === 'variants' && most !== null
    ? `It needs ${showBytes(needed)}: it fits the ${name} with ${showBytes(most)}, and not the one with ${showBytes(least)}.`
    : `It needs ${showBytes(needed)}, and may not fit: the memory of the ${name} is not known here.`;
}
