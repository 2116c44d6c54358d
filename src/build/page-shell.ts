/** A Vite plugin that puts into index.html, in place of `<!-- page -->`, what the page shows before any code runs. */
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type * as DrawPage from './draw-page.ts';

const PLACE = '<!-- page -->';

/** @param constants of the build (src/foundation/build.ts) */
export function pageShell(constants: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'page-shell',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html) => (html.includes(PLACE) ? html.replace(PLACE, await drawn(constants)) : html),
    },
  };
}

/** Through Vite, since the components import what only Vite resolves. */
async function drawn(define: Readonly<Record<string, string>>): Promise<() => string> {
  const { module } = await runnerImport<typeof DrawPage>(join(import.meta.dirname, 'draw-page.ts'), {
    root: join(import.meta.dirname, '../..'),
    configFile: false,
    define,
    logLevel: 'silent',
  });
  const html = module.drawPage();
  // As a function, since a text from tables may hold what `replace` reads as a pattern.
  return () => html;
}
