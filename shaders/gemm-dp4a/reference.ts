/** Y = X W^T on rounded activations: the GEMV of every token. */
export { blockedDot } from '../gemv-dp4a/reference';
