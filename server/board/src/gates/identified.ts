/** Which GPU an adapter or a name is, remembered: most runs come from GPUs that were met before, and looking one up goes through all names. */
import type { Catalogue } from '../../../../src/hardware/catalogue';
import { adapterName } from '../../../../src/hardware/identify/adapter-name';
import { identify, type Clues, type Identity } from '../../../../src/hardware/identify/resolve';
import type { AdapterDescription } from '../../../../src/report/schema';
import { ofEach } from '../../../../src/foundation/of-each';

/** Whoever sends a name of their own each time does not fill the memory. */
const MOST_KEPT = 1000;
/** What is longer is no GPU's name, and not remembered. */
const LONGEST = 500;

const ofCatalogue = ofEach<Catalogue, Map<string, Identity>>(() => new Map());

export function identified(adapter: AdapterDescription, catalogue: Catalogue): Identity {
  const { vendor, architecture } = adapter;
  return identifiedBy({ renderer: adapterName(adapter), vendor, architecture }, catalogue);
}

export function identifiedBy(clues: Clues, catalogue: Catalogue): Identity {
  const kept = ofCatalogue(catalogue);
  const key = JSON.stringify(clues);
  const there = kept.get(key);
  if (there !== undefined) return there;
  const found = identify(clues, catalogue);
  if (key.length > LONGEST) return found;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, found);
  return found;
}
