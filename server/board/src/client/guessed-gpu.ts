/** What a client says of its GPU where the person says nothing: the catalogue's row that the adapter must be, or the adapter's own words. */
import type { Catalogue } from '../../../../src/hardware/catalogue';
import { adapterName as nameOfDevice } from '../../../../src/hardware/identify/adapter-name';
import { identify } from '../../../../src/hardware/identify/resolve';
import { adapterName } from '../../../../src/report/adapter-name';
import { plainName } from '../../../../src/report/outside-text';
import type { AdapterDescription } from '../../../../src/report/schema';
import { GPU_LETTERS } from '../contract/submission';

export function guessedGpu(adapter: AdapterDescription, catalogue: Catalogue): string {
  const { vendor, architecture } = adapter;
  const { status, candidates } = identify({ renderer: nameOfDevice(adapter), vendor, architecture }, catalogue);
  const [only] = status === 'known' ? candidates : [];
  // Dawn's description is the driver, and no name.
  const name = nameOfDevice(adapter) || adapterName(adapter);
  return only?.id ?? (plainName(name, GPU_LETTERS) || 'a GPU without a name');
}
