/** What of an answer may never be, whatever was sent. */

/** Controls but for those that lay JSON and CSV out, and marks that turn the direction of writing. */
const UNSEEN = /(?![\n\r\t])[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
/** A cell that a spreadsheet would compute. */
const FORMULA = /(^|,)"?=HYPERLINK/m;

/** A text stands there as somebody sent it, where it would do what they wanted. */
export function isUnescaped(text: string, type: string): boolean {
  if (UNSEEN.test(text)) return true;
  return type.startsWith('text/csv') && FORMULA.test(text);
}

/** Workload and median of each speed. */
export const speedsIn = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/"workloadId":"(\w+)"[^{}]*"metric":"tokensPerSecond","median":([\d.e+-]+)/g)].map(
      ([, id = '', median = '']) => `${id} ${median}`,
    ),
  );
