/** The engines that a person can choose to have beside ours, by the names that results and options have for them. */
export const PEER_IDS = ['onnxruntime-web', 'transformers.js', 'wllama'] as const;
export type PeerId = (typeof PEER_IDS)[number];

/** What results call a peer that computes on the CPU here: nowhere is its speed taken for a GPU's. */
export const onCpu = (peer: PeerId): string => `${peer} (CPU)`;
