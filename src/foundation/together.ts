/** Several things at once, of which none goes on behind the back of who asked. */

/** As Promise.all, but where one fails it waits for the others before it throws the first failure by their order. */
export async function together<T extends readonly unknown[] | []>(
  all: T,
): Promise<{ -readonly [P in keyof T]: Awaited<T[P]> }> {
  await Promise.allSettled(all);
  return Promise.all(all);
}
