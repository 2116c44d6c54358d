/** No number of a result is beyond what any machine could give, and none is nested without end. Knows no field by name. */
import { refusedField } from './refused';

/** Above every limit that an adapter reports (2^64) and any rate of operations. */
const LARGEST = 1e21;
const DEEPEST = 40;

/** Without recursion: a file nested a million deep must not end the page. @throws TokamarkError `import` */
export function assertSane(document: unknown): void {
  const left: At[] = [{ value: document, of: null, key: '', depth: 0 }];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { value, depth } = at;
    if (typeof value === 'number' && Math.abs(value) > LARGEST) {
      throw refusedField(pathOf(at), `${value} is more than any machine can give`);
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) throw refusedField(pathOf(at).slice(0, 200), `it is nested more than ${DEEPEST} deep`);
    for (const [key, inner] of Object.entries(value)) left.push({ value: inner, of: at, key, depth: depth + 1 });
  }
}

interface At {
  readonly value: unknown;
  /** Null of the whole. */
  readonly of: At | null;
  readonly key: string;
  readonly depth: number;
}

/** Only of what is refused: a path for each of many thousand values would cost more than all else. */
function pathOf({ of, key }: At): string {
  if (of === null) return '';
  const before = pathOf(of);
  if (Array.isArray(of.value)) return `${before}[${key}]`;
  return before === '' ? key : `${before}.${key}`;
}
