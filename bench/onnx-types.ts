/** TensorProto.DataType, of the weights in the builder's graphs. */
export const UINT8 = 2;
export const FLOAT16 = 10;
