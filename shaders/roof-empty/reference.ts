/** What roof-empty leaves behind after `dispatches` of it. */
export const markReference = (before: number, marking: number, dispatches: number): number =>
  (before + marking * dispatches) >>> 0;
