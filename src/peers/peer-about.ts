/** What a person is told of an engine before it is downloaded. */
import type { PeerId } from './peer-id';

export interface PeerAbout {
  /** As its makers write it. */
  readonly name: string;
  /** In a few words, what comes on the click. */
  readonly downloads: string;
}

export const PEERS_ABOUT: Readonly<Record<PeerId, PeerAbout>> = {
  'onnxruntime-web': { name: 'ONNX Runtime Web', downloads: 'about 27 MB of WebAssembly' },
  'transformers.js': {
    name: 'Transformers.js',
    downloads: 'about 27 MB of WebAssembly, the same as ONNX Runtime Web’s,',
  },
  wllama: { name: 'llama.cpp (wllama)', downloads: 'about 10 MB of WebAssembly' },
};
