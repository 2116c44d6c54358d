/** What is answered below the page's folder, and with which headers. */
import { describe, expect, it } from 'vitest';
import { ISOLATION_HEADERS, PROTECTION_HEADERS } from '../headers';
import { answer, fileOf, strict, type KeptFiles } from './answer';

const SCOPE = 'https://host.example/some/path/';

describe('a file of the page', () => {
  it.each([
    [SCOPE, 'index.html'],
    [`${SCOPE}?lang=en#/compare`, 'index.html'],
    [`${SCOPE}check.html`, 'check.html'],
    [`${SCOPE}assets/a.js`, 'assets/a.js'],
    ['https://host.example/some/', null],
    ['https://host.example/some/paths/', null],
    ['https://elsewhere.example/some/path/', null],
  ])('of %s is %s', (url, path) => {
    expect(fileOf(url, SCOPE)).toBe(path);
  });
});

const request = new Request(`${SCOPE}index.html`);
const kept = (content: string | null): KeptFiles => ({
  match: () => Promise.resolve(content === null ? null : new Response(content)),
});
const host = (): Promise<Response> =>
  Promise.resolve(new Response('from the host', { headers: { 'Content-Security-Policy': "default-src 'none'" } }));

describe('an answer', () => {
  it('is the kept file, and the host is not asked', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('offline'));
    expect(await (await answer(request, 'index.html', kept('kept'), refuse)).text()).toBe('kept');
  });

  it('is the host’s where nothing is kept, or storage is refused', async () => {
    expect(await (await answer(request, 'index.html', kept(null), host)).text()).toBe('from the host');
    const refused: KeptFiles = { match: () => Promise.reject(new Error('refused')) };
    expect(await (await answer(request, 'index.html', refused, host)).text()).toBe('from the host');
  });

  it.each([
    ['kept', kept('kept')],
    ['the host’s', kept(null)],
  ])('has the strict headers when it is %s, whatever the host sends', async (_, files) => {
    const { headers } = await answer(request, 'index.html', files, host);
    for (const [name, value] of Object.entries({ ...ISOLATION_HEADERS, ...PROTECTION_HEADERS })) {
      expect(headers.get(name), name).toBe(value);
    }
  });

  it('may stand in a frame of another page only where it is made for that', async () => {
    const policies = await Promise.all(
      ['index.html', 'check.html', 'feel.html', 'a/feel.html'].map(async (path) => {
        const { headers } = await answer(request, path, kept('kept'), host);
        return /frame-ancestors (.*)$/.exec(headers.get('content-security-policy') ?? '')?.[1];
      }),
    );
    expect(policies).toEqual(["'none'", "'none'", '*', "'none'"]);
  });

  it('that the browser keeps closed is passed on as it is', () => {
    const closed = Response.error();
    expect(strict(closed, 'index.html')).toBe(closed);
  });
});
