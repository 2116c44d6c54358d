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
  if (text.length > limits.letters) {
    throw refused('', `it has ${text.length} characters, and at most ${limits.letters} are read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('', 'it is not JSON');
  }
  assertBounded(value, limits);
  return value;
}

/** Without recursion: what is nested a million deep must not end the server. @throws TokamarkError `import` */
export function assertBounded(document: unknown, { depth: deepest, values: most, longest }: JsonLimits): void {
  const left: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: document, path: '', depth: 0 },
  ];
  let values = 0;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path, depth } = next;
    values += 1;
    if (values > most) throw refused('', `it has more than ${most} values`);
    if (typeof value === 'number' && !Number.isFinite(value)) throw refused(path, 'it is no number that JSON has');
    if (typeof value === 'string' && value.length > longest) throw refused(path, `it is longer than ${longest}`);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= deepest) throw refused(path, `it is nested more than ${deepest} deep`);
    for (const [key, inner] of Object.entries(value)) {
      if (key.length > longest) throw refused(path, `a field has a name longer than ${longest}`);
      // What would change an object rather than fill it is no field of anything here.
      if (key === '__proto__') throw refused(path, 'a field is called __proto__');
      left.push({ value: inner, path: pathTo(path, key, Array.isArray(value)), depth: depth + 1 });
    }
  }
}

/** Characters of a path that a message shows. */
const SHOWN = 200;

function pathTo(path: string, key: string, isIndex: boolean): string {
  if (isIndex) return `${path}[${key}]`.slice(0, SHOWN);
  return (path === '' ? key : `${path}.${key}`).slice(0, SHOWN);
}

const refused = (where: string, why: string): TokamarkError =>
  new TokamarkError({
    code: 'import',
    message: `This was not read: ${why}.`,
    where,
    remedy: 'Send what Tokamark made, unchanged.',
  });
