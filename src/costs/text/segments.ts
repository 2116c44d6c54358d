/**
 * How many graphemes or words a text has, by the language's own rules, in time that grows with its length: Intl.Segmenter takes
 * quadratic time on Node 20 (minutes for a megabyte), so that it is given windows of a text. Where a window can end at a space, no
 * rule joins what is on both sides; else its last segments are read again with the next one.
 */

const WINDOW = 4_096;
/** More than any rule looks ahead. */
const READ_AGAIN = 16;

interface Found {
  readonly count: number;
  /** Where the next window begins; null where this one was too small to say. */
  readonly next: number | null;
}

export function countSegments(text: string, granularity: 'grapheme' | 'word', language?: string): number {
  const segmenter = new Intl.Segmenter(language, { granularity });
  let count = 0;
  let size = WINDOW;
  for (let start = 0; start < text.length;) {
    // Between two ASCII characters there always is a boundary of graphemes: most texts need no segmenter.
    const plain = granularity === 'grapheme' ? plainFrom(text, start) : 0;
    if (plain > 0) {
      count += plain;
      start += plain;
      continue;
    }
    const found = countWindow(segmenter, text, start, size);
    if (found.next === null) {
      // One segment may be as long as the text: a letter with half a million accents.
      size *= 2;
      continue;
    }
    count += found.count;
    start = found.next;
    size = WINDOW;
  }
  return count;
}

function countWindow(segmenter: Intl.Segmenter, text: string, start: number, size: number): Found {
  const space = start + size >= text.length ? text.length : spaceBefore(text, start, start + size);
  const end = space ?? start + size;
  const segments = Array.from(segmenter.segment(text.slice(start, end)), ({ index, isWordLike }) => ({
    index,
    counts: isWordLike ?? true,
  }));
  const kept = space === null ? segments.slice(0, -READ_AGAIN) : segments;
  if (kept.length === 0) return { count: 0, next: null };
  const first = segments[kept.length];
  return {
    count: kept.filter(({ counts }) => counts).length,
    next: first === undefined ? end : start + first.index,
  };
}

/** How many ASCII characters follow, without the last one, which something may join. A line end of two characters is one grapheme. */
function plainFrom(text: string, start: number): number {
  let end = start;
  while (end < text.length && isPlain(text.charCodeAt(end))) end += 1;
  return end === text.length ? end - start : Math.max(0, end - start - 1);
}

const CARRIAGE_RETURN = 0x0d;

function isPlain(unit: number): boolean {
  return unit < 0x80 && unit !== CARRIAGE_RETURN;
}

/** The last place in the second half of a window where a space or a line end follows something else. */
function spaceBefore(text: string, start: number, end: number): number | null {
  for (let at = end; at > (start + end) / 2; at -= 1) {
    const unit = text[at];
    if ((unit === ' ' || unit === '\n') && !/\s/.test(text[at - 1] ?? ' ')) return at;
  }
  return null;
}
