/**
 * The thread behind png.ts: draws each SVG that it is sent as PNG, one after the other. Plain JavaScript, because Node.js starts it as it is, also
 * where nothing has been built; the build copies it beside the bundle. What goes wrong ends it, since the renderer is not to be used after that.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { getPriority, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

/** The font that the layout counts with, which comes along: the same on every machine, whatever is installed there. */
const FAMILY = 'DejaVu Sans';

const port = parentPort;
if (port === null) throw new Error('this is a thread of the board, not a program');

// Whoever reads goes first. Linux has a priority for each thread; elsewhere it would be the whole program's.
if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + 3));

const require = createRequire(import.meta.url);
await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm')));
const fontBuffers = [
  readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
  readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
];
const font = { fontBuffers, loadSystemFonts: false, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY };

port.on('message', (/** @type {string} */ svg) => {
  const renderer = new Resvg(svg, { font });
  const image = renderer.render();
  port.postMessage(image.asPng());
  image.free();
  renderer.free();
});
