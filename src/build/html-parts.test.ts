import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { createServer } from 'vite';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawn } from './drawn-parts';
import { htmlParts, withParts } from './html-parts';

let folder: string;
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tokamark-parts-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a page put together from its parts', () => {
  it('holds a part where it is named, and what that part names', () => {
    write('card.html', '<section>\n  <!-- part: row.html -->\n</section>\n');
    write('row.html', '<p>Row</p>\n');
    expect(withParts('<main>\n  <!-- part: card.html -->\n</main>', folder, drawn)).toBe(
      '<main>\n<section>\n<p>Row</p>\n</section>\n</main>',
    );
  });

  it('fills in the values that the line gives', () => {
    write('row.html', '<tr id="{{id}}"><th>{{name}}</th></tr>\n');
    const html = '<!-- part: row.html id="a" name="Decode, tg64" -->\n<!-- part: row.html id="b" name="" -->';
    expect(withParts(html, folder, drawn)).toBe('<tr id="a"><th>Decode, tg64</th></tr>\n<tr id="b"><th></th></tr>');
  });

  it('leaves out what a part says of itself and keeps every other comment', () => {
    write('row.html', '<!-- A row:\nid -->\n<p>Row</p><!-- kept -->\n');
    expect(withParts('<!-- kept too -->\n<!-- part: row.html -->', folder, drawn)).toBe(
      '<!-- kept too -->\n<p>Row</p><!-- kept -->',
    );
  });

  it('holds what is drawn where a part names it, on its first line too', () => {
    write('row.html', '<!-- drawn: one -->\n<p>Row</p>\n<!-- drawn: two -->\n');
    expect(withParts('<!-- part: row.html -->', folder, (name) => `<b>${name}</b>`)).toBe(
      '<b>one</b>\n<p>Row</p>\n<b>two</b>',
    );
  });

  it('says which part is missing, which value is, and which part holds itself', () => {
    write('row.html', '{{id}}');
    write('loop.html', '<!-- part: loop.html -->');
    expect(() => withParts('<!-- part: none.html -->', folder, drawn)).toThrow(/There is no part .*none\.html/);
    expect(() => withParts('<!-- part: row.html name="id" -->', folder, drawn)).toThrow(/row\.html needs id/);
    expect(() => withParts('<!-- part: loop.html -->', folder, drawn)).toThrow(/loop\.html holds itself/);
  });

  it('is served by the development server, which reloads it when a part changes', async () => {
    write('row.html', '<p>Before</p>');
    const server = await createServer({
      ...{ configFile: false, root: folder, logLevel: 'silent', appType: 'custom' },
      server: { middlewareMode: true, ws: false },
      plugins: [htmlParts(folder)],
    });
    try {
      const page = () => server.transformIndexHtml('/index.html', '<body>\n<!-- part: row.html -->\n</body>');
      expect(await page()).toContain('<p>Before</p>');
      const sent = vi.spyOn(server.environments.client.hot, 'send');
      write('row.html', '<p>After</p>');
      await vi.waitFor(() => expect(sent).toHaveBeenCalledWith({ type: 'full-reload' }), { timeout: 20_000 });
      expect(await page()).toContain('<p>After</p>');
    } finally {
      await server.close();
    }
  });
});

describe("the benchmark's page", () => {
  const root = resolve(import.meta.dirname, '../..');
  const parts = resolve(root, 'src/page/parts');
  const files = readdirSync(parts).map((name) => join(parts, name));
  const read = (file: string): string => readFileSync(file, 'utf8');
  const html = read(resolve(root, 'index.html'));
  const page = withParts(html, parts, drawn);

  it('gives every part its values, and leaves no part out', () => {
    expect(page).not.toMatch(/<!-- (part|drawn):|\{\{/);
    const named = [html, ...files.map(read)].flatMap((text) =>
      Array.from(text.matchAll(/part: (\S+)/g), ([, file]) => file),
    );
    expect(files.filter((file) => !named.includes(basename(file)))).toEqual([]);
  });

  it('has no id twice', () => {
    const ids = Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('has no file of more than 400 lines', () => {
    expect([resolve(root, 'index.html'), ...files].filter((file) => read(file).split('\n').length > 401)).toEqual([]);
  });
});
