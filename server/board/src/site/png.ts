/** A picture that is SVG as PNG, where no browser draws it: for sites that show a picture beside a link and take no SVG. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

export type Drawing = (svg: string) => Promise<Uint8Array>;

/** The font that the layout counts with, which comes along: the same on every machine, whatever is installed there. */
const FAMILY = 'DejaVu Sans';

/** Whoever is shown a link asks for its picture within the same hour, as others do; each is some 80 kB. */
const KEPT = 32;

/** Reads fonts and renderer when the first picture is asked for, and keeps the latest pictures. */
export function createDrawing(): Drawing {
  let opened: Promise<readonly Uint8Array[]> | null = null;
  const kept = new Map<string, Promise<Uint8Array>>();
  const drawn = async (svg: string): Promise<Uint8Array> => {
    opened ??= open();
    return draw(svg, await opened);
  };
  return (svg) => {
    const picture = kept.get(svg) ?? drawn(svg);
    // The last of them again, so that the first is the one that nobody has asked for longest.
    kept.delete(svg);
    kept.set(svg, picture);
    for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
    picture.catch(() => kept.delete(svg));
    return picture;
  };
}

function draw(svg: string, fonts: readonly Uint8Array[]): Uint8Array {
  const font = { fontBuffers: [...fonts], loadSystemFonts: false, defaultFontFamily: FAMILY, sansSerifFamily: FAMILY };
  const renderer = new Resvg(svg, { font });
  try {
    return renderer.render().asPng();
  } finally {
    renderer.free();
  }
}

async function open(): Promise<readonly Uint8Array[]> {
  const require = createRequire(import.meta.url);
  await initWasm(readFileSync(require.resolve('@resvg/resvg-wasm/index_bg.wasm'))).catch(unlessDone);
  return [
    readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')),
    readFileSync(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf')),
  ];
}

/** A process takes it once, and another board of the same process may have done so. */
function unlessDone(thrown: unknown): void {
  if (!(thrown instanceof Error && thrown.message.startsWith('Already initialized'))) throw thrown;
}
