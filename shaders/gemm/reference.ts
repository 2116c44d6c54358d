/** Y = X W^T in float64: the GEMV of every token. */
export { dotReference, swigluOfSums, type Sum } from '../linear/reference';
