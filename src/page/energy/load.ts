/** The data of the energy card, and which GPU of it this is. A chunk of its own: the page asks for it when it is at rest. */
import { loadTables } from '../../energy/tables';
import { adapterName } from '../../hardware/identify/adapter-name';
import { identify, SOFTWARE_IDENTITY } from '../../hardware/identify/resolve';
import type { EngineDescription, PowerPreference } from '../../worker/protocol';
import type { EnergyData } from './energy-state';

/** @param engine null where there is no WebGPU, which leaves nothing to tell the GPU by */
export async function loadEnergy(engine: EngineDescription | null): Promise<EnergyData> {
  const tables = await loadTables();
  if (engine === null) {
    const clues = { renderer: '', vendor: '', architecture: '' };
    return { ...tables, identity: identify(clues, tables.catalogue), adapter: null };
  }
  const { adapter } = engine;
  const { vendor, architecture, software, powerPreference, description, device } = adapter;
  // A software adapter is known to be one already; browsers warn of WebGL without a GPU.
  const webgl = software ? '' : rendererString(powerPreference);
  const renderer = webgl !== '' ? webgl : adapterName({ device, description });
  const identity = software ? SOFTWARE_IDENTITY : identify({ renderer, vendor, architecture }, tables.catalogue);
  return { ...tables, identity, adapter };
}

/** What WebGL calls the GPU: WebGPU gives no name. Empty where WebGL is missing or says nothing. */
function rendererString(powerPreference: PowerPreference): string {
  const gl = document.createElement('canvas').getContext('webgl', { powerPreference });
  if (gl === null) return '';
  const plain = text(gl.getParameter(gl.RENDERER));
  // Firefox says it here and warns of the extension; Chromium and Safari hide it behind the extension.
  if (plain !== '' && !/^webkit webgl$/i.test(plain)) return plain;
  const extension = gl.getExtension('WEBGL_debug_renderer_info');
  return extension === null ? '' : text(gl.getParameter(extension.UNMASKED_RENDERER_WEBGL));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
