/** The peers that a run in the page asks for: their code is loaded when it does. Browser only. */
import { loaded } from '../foundation/lazy';
import type { EngineHost } from './engine-host';

/** @param base the folder of the page */
export const pagePeers =
  (base: string): NonNullable<EngineHost['peers']> =>
  async ({ against = [], model, powerPreference }, { shaderF16 }) => {
    if (against.length === 0 || model === null) return [];
    const { peersInPage } = await loaded('The other engines', () => import('../peers/in-page'));
    return peersInPage({ against, model, powerPreference, base, f16: shaderF16 });
  };
