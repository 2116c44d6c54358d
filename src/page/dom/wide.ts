/** Whether there is room for what is folded on a phone. */
export const isWide = (): boolean => window.matchMedia('(min-width: 48rem)').matches;

/** Whether two cards stand beside each other (see styles/cost.css). */
export const isTwoColumns = (): boolean => window.matchMedia('(min-width: 64rem)').matches;
