/** The board's page as a server sends it: what is in it before any code runs, for whom it is, and what it may not hold. */
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, describe, expect, it } from 'vitest';
import {
  COHORTS,
  cohort,
  gpuNamed,
  gpuPage,
  latest,
  ranking,
  run,
  slices,
  suites,
  support,
} from '../../../../src/page/fixtures/board-answers';
import { firstSchema } from '../../../../src/page/board/first-rows';
import { INDEX } from '../../test/built-page';
import type { Problem } from '../contract/problem';
import type { Cohorts } from '../contract/reads/cohorts';
import { PROBLEM_TYPE } from '../api/problem';
import { createDrawing } from './png';
import { addSite } from './site';

const drawing = createDrawing();
afterAll(() => drawing.dispose());

/** An API that answers one thing. */
function site(
  answer: unknown = ranking(),
  status: 200 | 400 | 404 | 503 = 200,
  where: string | null = null,
  contact: string | null = null,
) {
  const asked: string[] = [];
  const app = new OpenAPIHono();
  // What there is to choose from: a page is whole without it.
  app.get('/api/context', (context) => context.json({}, 503));
  app.get('/api/*', (context) => {
    const { pathname, search } = new URL(context.req.url);
    asked.push(`${pathname}${search}`);
    const type = status === 200 ? 'application/json' : PROBLEM_TYPE;
    return context.json(answer, status, { 'Content-Type': type, 'Cache-Control': 'public, max-age=30' });
  });
  addSite(app, { built: { index: INDEX, styles: ['./assets/room-2.css'] }, drawing, contact }, where);
  const ask = async (path: string, headers: Record<string, string> = {}) => {
    const response = await app.request(`https://board.example${path}`, { headers });
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
  return { ask, asked };
}

const handedOver = (html: string) => {
  const [, text = ''] = /data-first="([^"]*)"/.exec(html) ?? [];
  return firstSchema.parse(JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')));
};

/** An API that answers each address what it is given there. */
function siteOf(answers: Readonly<Record<string, Answer>>) {
  const app = new OpenAPIHono();
  app.get('/api/*', ({ req: { url } }) => {
    const { pathname, search } = new URL(url);
    const { value, status = 200, headers = {} } = answers[`${pathname}${search}`] ?? { value: {}, status: 404 };
    return new Response(JSON.stringify(value), { status, headers });
  });
  addSite(app, { built: { index: INDEX, styles: [] }, drawing, contact: null }, null);
  return async (path: string) => {
    const response = await app.request(`https://board.example${path}`);
    return { status: response.status, headers: response.headers, html: await response.text() };
  };
}

interface Answer {
  readonly value: unknown;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const titleOf = (html: string): string | undefined => /<title>([^<]*)/.exec(html)?.[1];

const section = (html: string, room: string): string =>
  new RegExp(`<section [^>]*id="room-${room}"[^>]*>`).exec(html)?.[0] ?? '';

describe('the board’s page from a server', () => {
  it('says who runs it where they say so, beside a machine’s name and what happens to names, and hands that over', async () => {
    const contact = 'mailto:ada@example.org';
    const { ask } = site(run(), 200, null, contact);
    const one = await ask('/board?run=AAAAAAAAAAAAAAAAAAAAAA');
    expect(one.html).toMatch(/grey laptop<\/bdi> <a href="mailto:ada@example\.org" rel="noreferrer">Report this name/);
    expect(handedOver(one.html)).toMatchObject({ contact });
    const about = await ask('/board?see=about');
    expect(about.html).toMatch(/can be reported to <a href="mailto:ada@example\.org"[^>]*>who runs this board<\/a>\./);
    expect(handedOver(about.html)).toEqual({ contact });
    expect(JSON.parse((await ask('/board-place.json')).html)).toEqual({ board: 'here', contact });
    const none = site(run());
    for (const path of ['/board?run=AAAAAAAAAAAAAAAAAAAAAA', '/board?see=about']) {
      expect([path, (await none.ask(path)).html]).toEqual([
        path,
        expect.not.stringMatching(/[Rr]eport(ed)? (this|to)/),
      ]);
    }
  });

  it('has the room open and its first rows in it, before any code runs', async () => {
    const { ask, asked } = site();
    const { status, html, headers } = await ask('/board');
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toContain('text/html');
    expect(asked).toEqual(['/api/cohorts']);
    expect(section(html, 'board')).not.toContain('hidden');
    expect(section(html, 'benchmark')).toContain('hidden');
    expect(html.match(/data-testid="board-row"/g)).toHaveLength(COHORTS.length);
    expect(html).toMatch(/<a href="#\/board" aria-current="page"/);
    expect(html).toMatch(/href="board\?one=nvidia-geforce-rtx-5090"/);
    expect(html.match(/ id="board"/g)).toHaveLength(1);
  });

  it('hands the answer over to the room, at the address by which that would ask for it', async () => {
    const first = handedOver((await site().ask('/board?format=fp16&nonsense=1')).html);
    expect(first).toEqual({ ranking: { address: 'api/cohorts?format=fp16', value: ranking() } });
  });

  it('has no script and no style in it, brings the room’s style sheet, and may be framed by nobody', async () => {
    const { html, headers } = await site().ask('/board');
    // A block of data is no script.
    expect(html.replace(/<script type="application\/json"/g, '')).not.toMatch(
      /<script(?![^>]*\bsrc=)|<style| style=| on[a-z]+=/,
    );
    expect(html).toContain('<link rel="stylesheet" href="./assets/room-2.css">');
    expect(headers.get('Content-Security-Policy')).toMatch(/script-src 'self'.*frame-ancestors 'none'/);
    expect(headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp');
  });

  it('says in its head what it shows, and which address it has', async () => {
    const { html } = await site().ask('/board?test=tg64&kind=phone');
    expect(html).toContain('<title>INT4 writing · Tokamark board</title>');
    expect(html).toContain(
      'content="INT4 writing by GPU: 9 rows of runs that people sent in, with intervals. First: NVIDIA GeForce RTX 5090."',
    );
    expect(html).toContain('<meta property="og:title" content="INT4 writing · Tokamark board">');
    expect(html).toContain('<link rel="canonical" href="./board?kind=phone">');
  });

  it('shows a run by its address', async () => {
    const { ask, asked } = site(run());
    const { html } = await ask(`/board?run=${run().id}`);
    expect(asked).toEqual([`/api/runs/${run().id}`]);
    expect(html).toContain('<title>A run of NVIDIA GeForce RTX 4060 Laptop GPU · Tokamark board</title>');
    expect(html).toContain('better than 61 % of 41 runs sent in');
  });

  it('shows the run’s own card beside a link to it, and the page’s picture beside the others', async () => {
    const page = async (answer: unknown, path: string) =>
      (await site(answer, 200, 'https://page.example/').ask(path)).html;
    const picture = (html: string) => /<meta property="og:image" content="([^"]*)/.exec(html)?.[1];
    const ofRun = await page(run(), `/board?run=${run().id}`);
    expect(picture(ofRun)).toBe(`https://page.example/board/card/${run().id}.png`);
    expect(ofRun).toContain(
      '<meta property="og:image:alt" content="The card of a run of NVIDIA GeForce RTX 4060 Laptop GPU',
    );
    expect(picture(await page(run({ figures: [] }), `/board?run=${run().id}`))).toBe('https://page.example/og.png');
    expect(picture(await page(ranking(), '/board'))).toBe('https://page.example/og.png');
  });

  it('sends a run’s card as PNG, with the caching of its answer, once to who has it, and none where there is none', async () => {
    const { ask, asked } = site(run());
    const address = `/board/card/${run().id}.png`;
    const { status, headers } = await ask(address);
    expect([status, headers.get('Content-Type')]).toEqual([200, 'image/png']);
    expect(asked).toEqual([`/api/runs/${run().id}`]);
    expect(headers.get('Cache-Control')).toBe('public, max-age=30');
    expect((await ask(address, { 'If-None-Match': headers.get('ETag') ?? '' })).status).toBe(304);
    expect((await site(run({ figures: [] })).ask(address)).status).toBe(404);
    const limited = { headers: { 'Cache-Control': 'public, max-age=30', RateLimit: '"reads";r=1199;t=42' } };
    const other = await siteOf({ [`/api/runs/${run().id}`]: { value: run(), ...limited } })(address);
    // That of cards is what the limits in front of it have said.
    expect([other.status, other.headers.get('RateLimit')]).toEqual([200, null]);
    const gone = await site({ title: 'no' }, 404).ask(address);
    expect([gone.status, gone.headers.get('Cache-Control')]).toEqual([404, 'no-store']);
  });

  it('has the first rows of every other view too, and a title that says which it is', async () => {
    const kept = { headers: { 'Cache-Control': 'public, max-age=30' } };
    const gpu = 'nvidia-geforce-rtx-5090';
    const ask = siteOf({
      '/api/runs?after=x': { value: latest(), ...kept },
      '/api/support': { value: support(), ...kept },
      [`/api/gpus/${gpu}`]: { value: gpuPage(), ...kept },
      [`/api/gpus/${gpu}/slices`]: { value: slices(), headers: { 'Cache-Control': 'public, max-age=1' } },
      [`/api/gpus/${gpu}/slices?by=month`]: { value: slices('month'), ...kept },
    });
    const newest = await ask('/board?see=latest&after=x');
    expect(titleOf(newest.html)).toBe('Latest runs · Tokamark board');
    expect(newest.html).toMatch(/href="board\?run=[A-Za-z0-9_-]{22}"><bdi>NVIDIA GeForce RTX 5090/);
    expect(handedOver(newest.html)).toEqual({ latest: { address: 'api/runs?after=x', value: latest() } });

    const matrix = await ask('/board?see=support');
    expect(titleOf(matrix.html)).toBe('What runs where · Tokamark board');
    expect(matrix.html).toContain('device-lost × 4');

    const one = await ask(`/board?one=${gpu}`);
    expect(titleOf(one.html)).toBe('NVIDIA GeForce RTX 5090: INT4 writing by browser · Tokamark board');
    expect(one.html).toContain('Firefox 150');
    expect(one.html).toContain('INT4 reading');
    expect(handedOver(one.html).slices?.address).toBe(`api/gpus/${gpu}/slices`);
    // Of two answers the one that grows old first.
    expect(one.headers.get('Cache-Control')).toBe('public, max-age=1');
    const months = await ask(`/board?one=${gpu}&by=month`);
    expect(titleOf(months.html)).toBe('NVIDIA GeForce RTX 5090: INT4 writing over time · Tokamark board');
    expect(months.html).toContain('2026-10');
    for (const { html } of [newest, matrix, one, months]) {
      expect(html).not.toContain('Asking the board');
      expect(html).not.toMatch(/ style=| on[a-z]+=/);
    }
  });

  it('says in its title also what needs no answer', async () => {
    const ask = siteOf({});
    expect(titleOf((await ask('/board?see=send')).html)).toBe('Send a run of this machine · Tokamark board');
    expect(titleOf((await ask('/board?see=about')).html)).toBe('How far to believe this · Tokamark board');
    expect((await ask('/board?see=about')).status).toBe(200);
  });

  it('is there where the board cannot answer, and says to caches that it is not the page', async () => {
    for (const status of [400, 404, 503] as const) {
      const { html, ...answer } = await site({ title: 'no' }, status).ask('/board');
      expect(answer.status).toBe(status);
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect(html).toContain('board-failed');
      expect(html).not.toContain('data-first');
    }
    // An answer that is none.
    expect((await site({ title: 'no' }).ask('/board')).status).toBe(500);
  });

  it('says to who asked too often when to come again, as the API does and in words', async () => {
    const problem: Problem = {
      ...{ type: 'about:blank#too-many', title: 'Too many requests', status: 429, code: 'too-many' },
      ...{ detail: 'At most 9 reads are taken from one address.', remedy: 'See Retry-After.' },
    };
    const headers = { 'Retry-After': '17', RateLimit: '"reads";r=0;t=17', 'RateLimit-Policy': '"reads";q=9;w=60' };
    const ask = siteOf({ '/api/support': { value: problem, status: 429, headers } });
    const answer = await ask('/board?see=support');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Content-Type')).toContain('text/html');
    expect(Object.fromEntries(Object.keys(headers).map((name) => [name, answer.headers.get(name)]))).toEqual(headers);
    expect(answer.html).toContain('At most 9 reads are taken from one address.');
    expect(answer.html).toContain('Load this page again in 17 seconds.');
    // No button that nothing hears.
    expect(answer.html).not.toContain('board-again');
  });

  it.each([
    ['/board', { '/api/cohorts': { value: ranking() } }],
    [
      '/board?one=apple-m3',
      { '/api/gpus/apple-m3': { value: gpuPage() }, '/api/gpus/apple-m3/slices': { value: slices() } },
    ],
  ])('offers at %s the suites that the board has, and hands them over', async (path, answers) => {
    const { html, status } = await siteOf({ ...answers, '/api/context': { value: suites() } })(path);
    expect(status).toBe(200);
    expect(html).toMatch(/<select id="board-suite".*tokamark-0, withdrawn/s);
    expect(handedOver(html).suites).toEqual({ address: 'api/context', value: suites() });
    // A page is whole without them.
    const without = await siteOf(answers)(path);
    expect(without.status).toBe(200);
    expect(without.html).not.toContain('board-suite');
  });

  it('is not sent again to who has it', async () => {
    const { ask } = site();
    const { headers } = await ask('/board');
    expect(headers.get('Cache-Control')).toBe('public, max-age=30');
    const again = await ask('/board', { 'If-None-Match': headers.get('ETag') ?? '' });
    expect(again.status).toBe(304);
    expect(again.html).toBe('');
  });

  it('escapes what strangers wrote, also in its head and in what it hands over', async () => {
    const hostile = '"><script>alert(1)</script>$&\u202e';
    const bad: Cohorts = ranking({
      cohorts: [cohort(hostile, 1, { gpu: { ...gpuNamed(hostile), id: 'x' }, warning: hostile })],
    });
    const { html } = await site(bad).ask('/board');
    expect(html).not.toContain('<script>alert');
    expect(html).toContain('First: &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;$&amp;.');
  });

  it('tells the page that there is a board', async () => {
    const { html } = await site().ask('/board-place.json');
    expect(JSON.parse(html)).toEqual({ board: 'here' });
  });

  it('is not made of a page that has no place for it', () => {
    expect(() =>
      addSite(
        new OpenAPIHono(),
        { built: { index: '<title>t</title></head>', styles: [] }, drawing, contact: null },
        null,
      ),
    ).toThrow('no room for the board');
  });
});
