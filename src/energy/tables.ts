/** What energy and costs look up: the devices, and prices, grids and published figures. Loaded once, when first asked for. */
import { loadCatalogue, type Catalogue } from '../hardware/catalogue';
import { loadConstants, type Constants } from './constants';

export interface Tables {
  readonly catalogue: Catalogue;
  readonly constants: Constants;
}

export async function loadTables(): Promise<Tables> {
  const [catalogue, constants] = await Promise.all([loadCatalogue(), loadConstants()]);
  return { catalogue, constants };
}
