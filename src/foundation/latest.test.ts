/** What comes late: only the last that was asked for counts. */
import { expect, it } from 'vitest';
import { latest } from './latest';

/** What is asked for comes when the test says so. */
function asked() {
  const heard: string[] = [];
  const { ask, forget } = latest(
    (one: Promise<string>) => one,
    (value) => heard.push(value),
    (thrown) => heard.push(`failed: ${String(thrown)}`),
  );
  return { heard, ask, forget };
}

it('is heard of the last, where an earlier one comes or fails after it', async () => {
  const { heard, ask } = asked();
  const after = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));
  await Promise.all([
    ask(after(20).then(() => Promise.reject(new Error('late')))),
    ask(after(10).then(() => 'late too')),
    ask(after(0).then(() => 'last')),
  ]);
  expect(heard).toEqual(['last']);
});

it('is heard of its failure too, and of nothing that was set aside', async () => {
  const { heard, ask, forget } = asked();
  await ask(Promise.reject(new Error('no')));
  const asking = ask(Promise.resolve('set aside'));
  forget();
  await asking;
  expect(heard).toEqual(['failed: Error: no']);
});
