/** Whether there is room for what is folded on a phone. */
export const isWide = (): boolean => window.matchMedia('(min-width: 48rem)').matches;
