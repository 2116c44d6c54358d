/** Names that say who made a GPU and of which architecture it is, as a browser without a name gives them: many GPUs have the same. */
import type { Catalogue } from '../catalogue';
import { hasArchitecture, ofArchitecture } from './short-list';
import { VENDOR_WORDS, vendorOf } from './vendor';

/** `nvidia lovelace`, `lovelace`, `NVIDIA`. Of architectures those that the catalogue has a device of or knows the kinds of. */
export function isOnlyMaker(name: string, { presets, families }: Catalogue): boolean {
  const vendor = vendorOf(name);
  const architecture = name.toLowerCase().replaceAll(VENDOR_WORDS, ' ').trim();
  if (!/[a-z0-9]/.test(architecture)) return vendor !== null;
  return (
    presets.some((one) => (vendor === null || one.vendor === vendor) && hasArchitecture(one, architecture)) ||
    (vendor !== null && ofArchitecture({ vendor, architecture }, families).length > 0)
  );
}
