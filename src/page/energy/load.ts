/** The data of the energy card, and which GPU of it this is. A chunk of its own: the page asks for it when it is at rest. */
import { loadTables } from '../../energy/tables';
import { adapterName } from '../../hardware/identify/adapter-name';
import { identify, SOFTWARE_IDENTITY } from '../../hardware/identify/resolve';
import type { EngineDescription } from '../../worker/protocol';
import type { EnergyData } from './energy-state';
import { rendererString } from './renderer-string';

export async function loadEnergy({ adapter }: EngineDescription): Promise<EnergyData> {
  const tables = await loadTables();
  const { vendor, architecture, software, powerPreference, description, device } = adapter;
  // A software adapter is known to be one already; browsers warn of WebGL without a GPU.
  const webgl = software ? '' : rendererString(powerPreference);
  const renderer = webgl !== '' ? webgl : adapterName({ device, description });
  const identity = software ? SOFTWARE_IDENTITY : identify({ renderer, vendor, architecture }, tables.catalogue);
  return { ...tables, identity, adapter };
}
