/** The peers that a run in the page asks for: their code is loaded when it does. Browser only. */
import type { Contestant } from '../benchmark/contestant';
import { loaded } from '../foundation/lazy';
import { NOT_KEPT } from '../peers/not-kept';
import type { EngineHost } from './engine-host';

/** @param base the folder of the page */
export const pagePeers =
  (base: string): NonNullable<EngineHost['peers']> =>
  async ({ against = [], server, model, powerPreference, formats }, { granted, slowAnswer }, signal) => {
    if (model === null) return [];
    const peers: Contestant[] = [];
    if (against.length > 0) {
      const { peersInPage } = await loaded('The other engines', () => import('../peers/in-page'), NOT_KEPT);
      const device = { f16: granted.shaderF16, slowAnswer };
      peers.push(...peersInPage({ against, model, powerPreference, base, formats, device }));
    }
    if (server !== undefined) {
      const { serverFromPage } = await loaded('What asks your server', () => import('../peers/server/from-page'));
      peers.push(await serverFromPage({ server, model, signal }));
    }
    return peers;
  };
