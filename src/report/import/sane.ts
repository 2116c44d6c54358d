/** No number of a result is beyond what any machine could give, and none is nested without end. Knows no field by name. */
import { refusedField } from './refused';

/** Above every limit that an adapter reports (2^64) and any rate of operations. */
const LARGEST = 1e21;
const DEEPEST = 40;

/** Without recursion: a file nested a million deep must not end the page. @throws TokamarkError `import` */
export function assertSane(document: object): void {
  const left: At[] = [];
  // Most values are numbers in long arrays: those cost a look, and no more.
  const look = (value: unknown, of: At | null, key: string | number): void => {
    if (typeof value === 'number' && Math.abs(value) > LARGEST) {
      throw refusedField(pathOf({ of, key }), `${value} is more than any machine can give`);
    }
    if (typeof value !== 'object' || value === null) return;
    const depth = of === null ? 0 : of.depth + 1;
    if (depth > DEEPEST)
      throw refusedField(pathOf({ of, key }).slice(0, 200), `it is nested more than ${DEEPEST} deep`);
    left.push({ value, of, key, depth });
  };
  look(document, null, '');
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { value } = at;
    if (Array.isArray(value)) for (const [index, inner] of value.entries()) look(inner, at, index);
    else for (const [key, inner] of Object.entries(value)) look(inner, at, key);
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

/** Only of what is refused: a path for each of many thousand values would cost more than all else. */
function pathOf({ of, key }: Place): string {
  if (of === null) return '';
  const before = pathOf(of);
  if (Array.isArray(of.value)) return `${before}[${key}]`;
  return before === '' ? String(key) : `${before}.${key}`;
}
