/** The worker of one peer: it loads the engine that it is asked for, and serves it over its message port. Browser only. */
import '../foundation/no-eval';
import type { PeerId } from './peer-id';
import { servePeer } from './peer-line';
import type { OpenedPeer, OpenPeer } from './peer-work';

const PEERS: Readonly<Record<PeerId, () => Promise<OpenPeer>>> = {
  'onnxruntime-web': async () => (await import('./ort-web/open')).openOrtWeb,
  'transformers.js': async () => (await import('./transformers/open')).openTransformers,
  wllama: async () => (await import('./wllama/open')).openWllama,
};

let opened: OpenedPeer | null = null;

function peer(): OpenedPeer {
  if (opened === null) throw new Error('nothing is loaded');
  return opened;
}

servePeer({
  load: async (request) => {
    const open = await PEERS[request.peer]();
    opened = await open(request);
    return { weightBytes: opened.weightBytes };
  },
  pass: (pass) => peer().pass(pass),
  logits: async (tokens) => (await peer().logits?.(tokens)) ?? null,
});
