/** silu(gate) * up in float64 (Shazeer 2020, arXiv 2002.05202). */
export const swigluReference = (gate: number, up: number): number => (gate / (1 + Math.exp(-gate))) * up;
