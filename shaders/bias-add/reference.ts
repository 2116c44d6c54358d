/** out + bias of its column. */
export const biasAddReference = (out: number, bias: number): number => out + bias;
