/** A speed of writing held against that of reading: what a number of tokens per second means to the person who waits for them. */
import type { Interval } from './digits';

/** Adults who read English non-fiction silently: Brysbaert 2019, Journal of Memory and Language 109, 104047. */
const WORDS_PER_MINUTE = 238;
/** Of English: OpenAI, “What are tokens and how to count them?” (100 tokens are about 75 words). */
const WORDS_PER_TOKEN = 0.75;

export const READING_TOKENS_PER_SECOND = WORDS_PER_MINUTE / 60 / WORDS_PER_TOKEN;

/** Beyond this share of its pace a speed whose interval contains it is uncertain, and not the same. */
const NEAR = 0.25;

export const READING_SOURCE =
  'Reading is 238 words per minute (Brysbaert 2019, Journal of Memory and Language 109), and 100 tokens are about 75 English words (OpenAI, “What are tokens and how to count them?”).';

/** `about 12 times as fast as reading`, of tokens per second. */
export function besideReading({ median, low, high }: Interval): string {
  const times = median / READING_TOKENS_PER_SECOND;
  if (low <= READING_TOKENS_PER_SECOND && high >= READING_TOKENS_PER_SECOND) {
    if (Math.abs(times - 1) < NEAR) return 'about as fast as reading';
    return `not clearly ${times > 1 ? 'faster' : 'slower'} than reading`;
  }
  if (times < 1) return `slower than reading, at about ${Number((100 * times).toPrecision(2))} % of its pace`;
  return `about ${Number(times.toPrecision(2))} times as fast as reading`;
}
