/** A Vite plugin that puts into index.html, in place of `<!-- page -->`, what the page shows before any code runs. */
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type * as DrawPage from './draw-page.ts';

const PLACE = '<!-- page -->';

export function pageShell(): Plugin {
  return {
    name: 'page-shell',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html) => (html.includes(PLACE) ? html.replace(PLACE, await drawn()) : html),
    },
  };
}

/** Through Vite, since the components import what only Vite resolves. */
async function drawn(): Promise<() => string> {
  const { module } = await runnerImport<typeof DrawPage>(join(import.meta.dirname, 'draw-page.ts'), {
    root: join(import.meta.dirname, '../..'),
    configFile: false,
    logLevel: 'silent',
  });
  const html = module.drawPage();
  // As a function, since a text from tables may hold what `replace` reads as a pattern.
  return () => html;
}
