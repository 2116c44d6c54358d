/** How the load is told of. */
import type { ServerProcess } from '../server-process';

/** `201 × 30, 503 × 2` */
export function countsOf(all: readonly (string | number)[]): string {
  const counts = new Map<string | number, number>();
  for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    .map(([one, count]) => `${one} × ${count}`)
    .join(', ');
}

export const perSecond = ({ count, seconds }: { readonly count: number; readonly seconds: number }): string =>
  (count / seconds).toFixed(count / seconds < 20 ? 1 : 0);

export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`;

export function most(server: ServerProcess): string {
  const memory = server.memory();
  return memory === null ? 'an unknown amount' : megabytes(memory.most);
}
