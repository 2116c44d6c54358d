/** The shape of the models that peers have here: smaller than the headline's, since they are files. */
export const PEER_SHAPE = 'SmolLM2-135M';
