/**
 * JSON from outside, before any schema looks at it: how long, how deep and how much of it there may be. It knows no field. Not what a
 * body may weigh on the wire, which is the server's to say before it reads one.
 */
import { TokamarkError } from '../../../../src/foundation/errors';

export interface JsonLimits {
  /** Characters of the text. */
  readonly letters: number;
  /** Objects and arrays within each other. */
  readonly depth: number;
  /** Numbers, texts, objects and arrays, all together. */
  readonly values: number;
  /** Of one text or one name of a field. */
  readonly longest: number;
}

/** @throws TokamarkError `import` that names the field */
export function readJson(text: string, limits: JsonLimits): unknown {
  const value = parseJson(text, limits);
  assertBounded(value, limits);
  return value;
}

/** Of that length, and not looked at any further: who reads one field of it first looks at the whole by assertBounded. @throws as readJson */
export function parseJson(text: string, { letters }: Pick<JsonLimits, 'letters'>): unknown {
  if (text.length > letters) throw refused('', `it has ${text.length} characters, and at most ${letters} are read`);
  try {
    return JSON.parse(text);
  } catch {
    throw refused('', 'it is not JSON');
  }
}

/** Without recursion: what is nested a million deep must not end the server. @throws TokamarkError `import` */
export function assertBounded(document: unknown, { depth: deepest, values: most, longest }: JsonLimits): void {
  const left: At[] = [{ value: document, of: null, key: '', depth: 0 }];
  let values = 0;
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { value, depth } = at;
    values += 1;
    if (values > most) throw refused('', `it has more than ${most} values`);
    if (typeof value === 'number' && !Number.isFinite(value))
      throw refused(pathOf(at), 'it is no number that JSON has');
    if (typeof value === 'string' && value.length > longest) throw refused(pathOf(at), `it is longer than ${longest}`);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) throw refused(pathOf(at), `it is nested more than ${deepest} deep`);
    for (const [key, inner] of Object.entries(value)) {
      if (key.length > longest) throw refused(pathOf(at), `a field has a name longer than ${longest}`);
      // What would change an object rather than fill it is no field of anything here.
      if (key === '__proto__') throw refused(pathOf(at), 'a field is called __proto__');
      left.push({ value: inner, of: at, key, depth: depth + 1 });
    }
  }
}

interface At {
  readonly value: unknown;
  /** Null of the whole. */
  readonly of: At | null;
  readonly key: string;
  readonly depth: number;
}

/** Characters of a path that a message shows. */
const SHOWN = 200;

/** Only of what is refused: a path for each of many thousand values would cost more than all else. */
function pathOf({ of, key }: At): string {
  if (of === null) return '';
  const before = pathOf(of);
  if (Array.isArray(of.value)) return `${before}[${key}]`.slice(0, SHOWN);
  return (before === '' ? key : `${before}.${key}`).slice(0, SHOWN);
}

const refused = (where: string, why: string): TokamarkError =>
  new TokamarkError({
    code: 'import',
    message: `This was not read: ${why}.`,
    where,
    remedy: 'Send what Tokamark made, unchanged.',
  });
