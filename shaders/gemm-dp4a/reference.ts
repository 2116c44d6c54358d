/** Y = X W^T on rounded activations: the GEMV of every token. */
export { blockedDot } from '../linear/reference';
