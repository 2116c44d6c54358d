/** The peers of the page: who takes part when a run asks for some. How each computes here: onnx/described.ts, wllama/described.ts. */
import type { Contestant } from '../benchmark/contestant';
import type { ModelFiles } from '../model/files/folder';
import { peerContestant } from './contestant';
import type { Described } from './described';
import { onnxAs } from './onnx/described';
import type { PeerId } from './peer-id';
import { PEER_FORMATS, type PeerFormat, type PeerLoad } from './peer-work';
import { spawnPeer } from './spawn-peer';
import { wllamaAs } from './wllama/described';

export interface PeersAsked {
  readonly against: readonly PeerId[];
  readonly model: ModelFiles;
  readonly powerPreference: PeerLoad['powerPreference'];
  /** Whether the device computes in f16. */
  readonly f16: boolean;
  readonly base: string;
}

/** Each engine in each of its formats. */
export function peersInPage({ against, f16, ...rest }: PeersAsked): readonly Contestant[] {
  const float = f16 ? 'f16' : 'f32';
  return [...new Set(against)].flatMap((peer) =>
    PEER_FORMATS.map((format) =>
      peerContestant({
        ...described(peer, format, f16),
        request: { ...rest, peer, format, float },
        spawn: spawnPeer,
      }),
    ),
  );
}

const described = (peer: PeerId, format: PeerFormat, f16: boolean): Described =>
  peer === 'wllama' ? wllamaAs(format, f16) : onnxAs(peer, format, f16);
