/** No number of a result is beyond what any machine could give, and none is nested without end. Knows no field by name. */
import { refusedField } from './refused';

/** Above every limit that an adapter reports (2^64) and any rate of operations. */
const LARGEST = 1e21;
const DEEPEST = 40;

/** Without recursion: a file nested a million deep must not end the page. @throws TokamarkError `import` */
export function assertSane(document: unknown): void {
  const left: { readonly value: unknown; readonly path: string; readonly depth: number }[] = [
    { value: document, path: '', depth: 0 },
  ];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'number' && Math.abs(value) > LARGEST) {
      throw refusedField(path, `${value} is more than any machine can give`);
    }
    if (typeof value !== 'object' || value === null) continue;
    if (depth > DEEPEST) throw refusedField(path.slice(0, 200), `it is nested more than ${DEEPEST} deep`);
    for (const [key, inner] of Object.entries(value)) {
      const name = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      left.push({ value: inner, path: name, depth: depth + 1 });
    }
  }
}
