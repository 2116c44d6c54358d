/**
 * Draws the icons and the picture of the page, public/icon-*.png and og.png, from public/icon.svg, with an installed Chromium:
 * node src/build/draw-icons.mjs. Not part of any build.
 */

import '../cli/entry/require-node.cjs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PAPER = '#faf8f4';
const INK = '#141a22';
const MUTED = '#545a63';

const ring = await readFile(join(root, 'public/icon.svg'), 'utf8');

/** @param {string} style @param {string} body */
const html = (style, body) => `<!doctype html><style>
  * { margin: 0; box-sizing: border-box; }
  body { background: ${PAPER}; color: ${INK}; font-family: 'DejaVu Sans', system-ui, sans-serif; overflow: hidden; }
  ${style}</style>${body}`;

/** A mask may take a tenth from each side. @param {number} side */
const icon = (side) =>
  html(`body { display: grid; place-items: center; height: ${side}px; } svg { width: 68%; }`, ring);

const picture = html(
  `body { height: 630px; display: grid; grid-template-columns: 470px 1fr; gap: 56px; align-items: center; padding: 56px 64px; }
   svg { width: 470px; }
   h1 { font-size: 62px; line-height: 1.12; letter-spacing: -0.02em; }
   p { margin-top: 28px; font-size: 27px; line-height: 1.4; color: ${MUTED}; }
   b { display: block; margin-bottom: 22px; font-size: 27px; }`,
  `${ring}<div><b>Tokamark</b><h1>How many tokens per second does your GPU make?</h1>
   <p>Press Run: a language model runs on it, in this browser, for about a minute.</p></div>`,
);

const PICTURES = [
  { file: 'icon-180.png', width: 180, height: 180, content: icon(180) },
  { file: 'icon-192.png', width: 192, height: 192, content: icon(192) },
  { file: 'icon-512.png', width: 512, height: 512, content: icon(512) },
  { file: 'og.png', width: 1200, height: 630, content: picture },
];

const { module } = await runnerImport(join(root, 'src/setup/find-browser.ts'), { root, configFile: false });
const executablePath = module.findBrowser('chromium');
if (executablePath === null) throw new Error('No Chromium is installed: npm test installs one.');
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const browser = await launch({ executablePath, args: sandbox });
try {
  const page = await browser.newPage();
  for (const { file, width, height, content } of PICTURES) {
    await page.setViewport({ width, height });
    await page.setContent(content);
    await page.screenshot({ path: join(root, 'public', file) });
  }
} finally {
  await browser.close();
}
