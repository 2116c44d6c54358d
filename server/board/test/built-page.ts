/** The page as the build makes it, but for its assets: for tests that need a page and no build. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawPage } from '../../../src/build/draw-page';
import { makeFolder } from '../../../src/setup/make-folder';

export const INDEX = `<!doctype html>
<html lang="en">
  <head>
    <meta
      name="description"
      content="Tokamark measures."
    />
    <title>Tokamark: tokens per second</title>
    <link rel="stylesheet" crossorigin href="./assets/index-1.css">
    <meta property="og:title" content="Tokamark">
    <meta property="og:url" content="https://page.example/">
    <meta property="og:image" content="https://page.example/og.png">
    <meta property="og:image:alt" content="A ring">
  </head>
  <body data-run="none">
    ${drawPage()}
  </body>
</html>`;

/** @returns a folder with it, which the caller removes */
export function pageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-page-'));
  makeFolder(join(folder, 'assets'));
  writeFileSync(join(folder, 'assets/room-2.css'), '.board-table { margin: 0 }');
  writeFileSync(join(folder, 'index.html'), INDEX);
  return folder;
}
