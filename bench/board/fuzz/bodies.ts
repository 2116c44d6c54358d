/** Bodies that nobody honest sends, out of one honest submission: damaged bytes, damaged fields, hostile texts. Seeded. */
import { KEY } from '../../../server/board/src/fixtures/sent';
import { damage, isHolder } from '../../../server/board/src/fixtures/damage';
import { signDigest } from '../../../server/board/src/contract/device-key';
import { submissionDigest } from '../../../server/board/src/contract/submission';

export const FUZZ_KINDS = ['bytes', 'fields', 'fields, signed again', 'texts, signed again'] as const;
export type FuzzKind = (typeof FUZZ_KINDS)[number];

/** Of all bodies, in that order. */
export const SHARES = [0.35, 0.35, 0.2, 0.1];

const TEXTS = [
  "'; drop table runs; --",
  "1' or '1'='1",
  '$1; select pg_sleep(9)',
  '<script>tokamark()</script>',
  '"><img src=x onerror=tokamark()>',
  '=HYPERLINK("http://elsewhere.test")',
  '\u202egnp.exe',
  'a\u2066b\u2069c\u200f',
  '\u0000\u0007\u001b[31m',
  '{{7*7}}${7*7}',
  '\ud800',
  'x'.repeat(5000),
  '%00%0d%0aSet-Cookie:a=b',
  '__proto__',
];

export async function bodyOf(kind: FuzzKind, honest: string, chance: () => number): Promise<string | Uint8Array> {
  if (kind === 'bytes') return damagedBytes(honest, chance);
  const sent: unknown = JSON.parse(honest);
  if (!isHolder(sent)) throw new TypeError('no submission');
  if (kind === 'texts, signed again') replaceTexts(sent, chance);
  else for (let times = 1 + Math.floor(3 * chance()); times > 0; times--) damage(whereIn(sent, chance), chance);
  // What JSON cannot hold was not sent.
  const text = JSON.stringify(sent);
  return kind === 'fields' ? text : signedAgain(text);
}

/** Mostly in the result, where most fields are. */
function whereIn(sent: object, chance: () => number): object {
  const result: unknown = Reflect.get(sent, 'result');
  return chance() < 0.7 && isHolder(result) ? result : sent;
}

async function signedAgain(text: string): Promise<string> {
  const read: unknown = JSON.parse(text);
  if (!isHolder(read)) throw new TypeError('no submission');
  return JSON.stringify({ ...read, signature: await signDigest(KEY, submissionDigest(read)) });
}

function damagedBytes(honest: string, chance: () => number): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(honest));
  const at = (): number => Math.floor(bytes.length * chance());
  const what = chance();
  if (what < 0.2) return bytes.subarray(0, at());
  if (what < 0.3) return new Uint8Array([...bytes.subarray(0, at()), ...bytes.subarray(at())]);
  for (let times = 1 + Math.floor(8 * chance()); times > 0; times--) bytes[at()] = Math.floor(256 * chance());
  return bytes;
}

/** Some of its texts, wherever they stand. */
function replaceTexts(document: object, chance: () => number): void {
  const places = textPlaces(document);
  for (let times = 1 + Math.floor(3 * chance()); times > 0; times--) {
    const place = places[Math.floor(places.length * chance())];
    if (place !== undefined) Reflect.set(place.holder, place.key, TEXTS[Math.floor(TEXTS.length * chance())]);
  }
}

interface TextPlace {
  readonly holder: object;
  readonly key: string;
}

/** Of lists the first element alone: the others are alike. */
function textPlaces(document: object): readonly TextPlace[] {
  return Object.entries(document).flatMap(([key, value]: [string, unknown], index): readonly TextPlace[] => {
    if (Array.isArray(document) && index > 0) return [];
    if (typeof value === 'string') return [{ holder: document, key }];
    return isHolder(value) ? textPlaces(value) : [];
  });
}
