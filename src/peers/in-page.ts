/** The peers of the page: who takes part when a run asks for some. How each computes here: onnx/described.ts, wllama/described.ts. */
import type { Contestant } from '../benchmark/contestant';
import type { ModelFormat } from '../kernels/recipe';
import type { ModelFiles } from '../model/files/folder';
import { peerContestant } from './contestant';
import type { Described } from './described';
import { onnxAs } from './onnx/described';
import type { PeerId } from './peer-id';
import { PEER_FORMATS, type PeerDevice, type PeerFormat, type PeerLoad } from './peer-work';
import { spawnPeer } from './spawn-peer';
import { wllamaAs } from './wllama/described';

export interface PeersAsked {
  readonly against: readonly PeerId[];
  readonly model: ModelFiles;
  readonly powerPreference: PeerLoad['powerPreference'];
  /** What ours runs in. */
  readonly formats: readonly ModelFormat[];
  readonly device: PeerDevice;
  readonly base: string;
}

/** Each engine in each of its formats. */
export function peersInPage({ against, formats, device, ...rest }: PeersAsked): readonly Contestant[] {
  const { f16, slowAnswer } = device;
  const float = f16 ? 'f16' : 'f32';
  return [...new Set(against)].flatMap((peer) =>
    [...eachFormat(peer, formats, device)].map(([format, described]) =>
      peerContestant({
        ...described,
        request: { ...rest, peer, format, float, slowAnswer },
        spawn: spawnPeer,
      }),
    ),
  );
}

/** llama.cpp has eight bits as well: it takes part in them where ours does. */
function eachFormat(
  peer: PeerId,
  formats: readonly ModelFormat[],
  device: PeerDevice,
): ReadonlyMap<PeerFormat, Described> {
  if (peer !== 'wllama') return new Map(PEER_FORMATS.map((format) => [format, onnxAs(peer, format, device)]));
  const own: readonly PeerFormat[] = formats.includes('int8') ? [...PEER_FORMATS, 'int8'] : PEER_FORMATS;
  return new Map(own.map((format) => [format, wllamaAs(format, device)]));
}
