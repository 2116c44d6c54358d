/** What a person reads is ours; what a compiler, driver or runtime said is kept apart, without the folders of this machine. */
import { describe, expect, it } from 'vitest';
import { asTokamarkError, detailsOf, TokamarkError } from './errors';

const ours = { code: 'shader', message: 'The kernel is refused.', where: 'gemv', remedy: 'Update.' } as const;

describe('an error of ours', () => {
  it('has what its cause said as details, never in its message', () => {
    const error = new TokamarkError(ours, { cause: new Error('../../third_party/dawn/src/a.cpp:123 failed') });
    expect(error.toData()).toEqual({ ...ours, details: 'Error: ../../third_party/dawn/src/a.cpp:123 failed' });
  });

  it('has no details where nothing else spoke, and hands on those of a cause of ours', () => {
    expect(new TokamarkError(ours).toData()).toEqual(ours);
    const inner = new TokamarkError({ ...ours, details: 'LLVM ERROR' });
    expect(new TokamarkError(ours, { cause: inner }).details).toBe('LLVM ERROR');
    expect(new TokamarkError({ ...inner.toData(), where: 'gemm' }).details).toBe('LLVM ERROR');
  });
});

describe('an error that nobody expected', () => {
  it('says its kind, and keeps its words and its stack apart', () => {
    const { message, remedy, details, code } = asTokamarkError(new RangeError('index 7 of 3'));
    expect({ code, message }).toEqual({
      code: 'internal',
      message: 'Something unexpected went wrong in Tokamark (RangeError).',
    });
    expect(remedy).toContain('bug in Tokamark');
    expect(details).toMatch(/^RangeError: index 7 of 3\n +at .*errors\.test\.ts:\d+/);
    expect(details).not.toContain(process.cwd());
  });

  it('keeps its words where the browser leaves them out of the stack', () => {
    const thrown = new RangeError('index 7 of 3');
    thrown.stack = 'run@https://bench.example/assets/page.js:1:2\n';
    expect(asTokamarkError(thrown).details).toBe('RangeError: index 7 of 3\nrun@page.js:1:2\n');
  });

  it.each([
    ['at run (/home/ada/my-app/dist/tokamark.js:10:3)', 'at run (tokamark.js:10:3)'],
    ['at file:///home/ada/app/tokamark.js:10:3', 'at tokamark.js:10:3'],
    ['at C:\\Users\\Ada Lovelace\\app\\tokamark.js:10:3', 'at tokamark.js:10:3'],
    ['at file:///C:/Users/ada/tokamark.js:10:3', 'at tokamark.js:10:3'],
    ['at https://bench.example/assets/page.js:1:2', 'at page.js:1:2'],
    ['ENOENT: no such file, open "/root/a/b.json"', 'ENOENT: no such file, open "b.json"'],
    ['../../third_party/dawn/src/a.cpp:123', '../../third_party/dawn/src/a.cpp:123'],
    ['1/2 of f16/f32, 3 / 4', '1/2 of f16/f32, 3 / 4'],
  ])('names no folder of this machine: %s', (said, kept) => {
    expect(detailsOf(said)).toBe(kept);
  });

  it('is cut where a compiler repeats itself, and may be anything', () => {
    for (const part of ['x', 'a.', '/a']) expect(detailsOf(part.repeat(1e6)).length).toBeLessThanOrEqual(4000);
    for (const odd of [undefined, null, 7, {}, Symbol('s')]) expect(asTokamarkError(odd).code).toBe('internal');
  });
});
