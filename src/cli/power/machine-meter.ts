/** The meter of this machine: from what WebGPU says of its adapter to an instrument that is read. */
import { loadCatalogue } from '../../hardware/catalogue';
import { adapterName } from '../../hardware/identify/adapter-name';
import { identify } from '../../hardware/identify/resolve';
import { vendorOf } from '../../hardware/identify/vendor';
import type { AdapterDescription } from '../../report/schema';
import type { PowerMeter } from '../../worker/power-meter';
import { findInstrument, type SoughtAdapter } from './find';
import type { PowerSystem } from './instrument';
import { beginReading } from './meter';

export function machineMeter(system: PowerSystem = THIS_SYSTEM): PowerMeter {
  return {
    start: async (adapter, clock) => beginReading(await findInstrument(await soughtOf(adapter), system), clock),
  };
}

const THIS_SYSTEM: PowerSystem = {
  platform: process.platform,
  sys: '/sys',
  tool: (name) => name,
  isRoot: process.getuid?.() === 0,
};

async function soughtOf(adapter: AdapterDescription): Promise<SoughtAdapter> {
  const { software, vendor, architecture, device, description } = adapter;
  const { candidates } = identify(
    { renderer: adapterName({ device, description }), vendor, architecture },
    await loadCatalogue(),
  );
  return {
    software,
    vendor: vendorOf(vendor),
    words: `${device} ${description}`,
    pciIds: new Set(candidates.flatMap(({ pciIds }) => pciIds.map((id) => id.toLowerCase()))),
  };
}
