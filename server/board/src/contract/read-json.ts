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
  const left: At[] = [];
  let values = 0;
  // Most values are numbers in long arrays: those cost a look, and no more.
  const look = (value: unknown, of: At | null, key: string | number): void => {
    values += 1;
    if (values > most) throw refused('', `it has more than ${most} values`);
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw refused(pathOf({ of, key }), 'it is no number that JSON has');
    } else if (typeof value === 'string') {
      if (value.length > longest) throw refused(pathOf({ of, key }), `it is longer than ${longest}`);
    } else if (typeof value === 'object' && value !== null) {
      const depth = of === null ? 0 : of.depth + 1;
      if (depth >= deepest) throw refused(pathOf({ of, key }), `it is nested more than ${deepest} deep`);
      left.push({ value, of, key, depth });
    }
  };
  look(document, null, '');
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { value } = at;
    if (Array.isArray(value)) {
      for (const [index, inner] of value.entries()) look(inner, at, index);
      continue;
    }
    for (const [key, inner] of Object.entries(value)) {
      if (key.length > longest) throw refused(pathOf(at), `a field has a name longer than ${longest}`);
      // What would change an object rather than fill it is no field of anything here.
      if (key === '__proto__') throw refused(pathOf(at), 'a field is called __proto__');
      look(inner, at, key);
    }
  }
}

/** An object or an array in the document. */
interface At extends Place {
  readonly value: object;
  readonly depth: number;
}

interface Place {
  /** Null of the whole. */
  readonly of: At | null;
  readonly key: string | number;
}

/** Characters of a path that a message shows. */
const SHOWN = 200;

/** Only of what is refused: a path for each of many thousand values would cost more than all else. */
function pathOf({ of, key }: Place): string {
  if (of === null) return '';
  const before = pathOf(of);
  if (Array.isArray(of.value)) return `${before}[${key}]`.slice(0, SHOWN);
  return (before === '' ? String(key) : `${before}.${key}`).slice(0, SHOWN);
}

const refused = (where: string, why: string): TokamarkError =>
  new TokamarkError({
    code: 'import',
    message: `This was not read: ${why}.`,
    where,
    remedy: 'Send what Tokamark made, unchanged.',
  });
