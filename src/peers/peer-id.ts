/** The engines that a person can choose to have beside ours, by the names that results and options have for them. */
export const PEER_IDS = ['onnxruntime-web', 'transformers.js'] as const;
export type PeerId = (typeof PEER_IDS)[number];
