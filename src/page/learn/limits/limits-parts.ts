/** What step six can show, one at a time. */
export const LIMITS_PARTS = ['texts', 'quality', 'layers', 'tensors', 'published'] as const;
export type LimitsPart = (typeof LIMITS_PARTS)[number];
