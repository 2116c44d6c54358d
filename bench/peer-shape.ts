/** The shape of the peers' inputs: smaller than the headline's, since they are files. */
export const PEER_SHAPE = 'SmolLM2-135M';
/** What the peers can have here: the others are made of those inputs (contest/inputs.ts). */
export const PEER_SHAPES: readonly string[] = [PEER_SHAPE, 'Llama-3.2-1B'];
