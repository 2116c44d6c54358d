/**
 * A Vite plugin that puts an HTML page together from its parts, one file a card. A line
 * `<!-- part: energy-row.html name="FP16" -->` stands for that file of the folder, with `{{name}}` filled in; a part may
 * name others. A line `<!-- drawn: run-options -->` stands for what is drawn from a table (drawn-parts.ts). A first comment of a
 * part is about the part and is left out. No conditions and no loops: what depends on a run is the views' work.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type * as DrawnParts from './drawn-parts.ts';

const PART = /^[ \t]*<!-- part: ([\w-]+\.html)((?: [\w-]+="[^"]*")*) -->$/gm;
const DRAWN = /^[ \t]*<!-- drawn: ([\w-]+) -->$/gm;
const VALUE = / ([\w-]+)="([^"]*)"/g;
const PLACE = /\{\{([\w-]+)\}\}/g;
const ABOUT = /^<!--(?! (?:part|drawn):).*?-->\s*/s;

export function htmlParts(folder: string): Plugin {
  return {
    name: 'html-parts',
    transformIndexHtml: { order: 'pre', handler: async (html) => withParts(html, folder, await drawnParts()) },
    // Vite reloads a page for its own file only.
    hotUpdate({ file }) {
      if (file.startsWith(folder)) this.environment.hot.send({ type: 'full-reload' });
    },
  };
}

type Draw = (name: string) => string;

/** Through Vite, since the tables import what only Vite resolves. */
async function drawnParts(): Promise<Draw> {
  const { module } = await runnerImport<typeof DrawnParts>(join(import.meta.dirname, 'drawn-parts.ts'), {
    root: join(import.meta.dirname, '../..'),
    configFile: false,
    logLevel: 'silent',
  });
  return module.drawn;
}

/**
 * @param draw what is drawn from tables, by its name
 * @param within the parts around this one
 * @throws Error where a part is missing, is named without one of its values, or holds itself, or where nothing of a name is drawn
 */
export function withParts(html: string, folder: string, draw: Draw, within: readonly string[] = []): string {
  return html.replace(PART, (_line, file: string, values: string) => {
    if (within.includes(file)) throw new Error(`${join(folder, file)} holds itself: take its line out of it.`);
    const given = new Map(Array.from(values.matchAll(VALUE), ([, name, value]) => [name, value]));
    const filled = read(join(folder, file)).replace(PLACE, (_place, name: string) => {
      const value = given.get(name);
      if (value === undefined) throw new Error(`${join(folder, file)} needs ${name}: name it with ${name}="...".`);
      return value;
    });
    const whole = filled.replace(DRAWN, (_line, name: string) => draw(name));
    return withParts(whole, folder, draw, [...within, file]);
  });
}

function read(path: string): string {
  if (!existsSync(path)) throw new Error(`There is no part ${path}: write it, or correct the line that names it.`);
  return readFileSync(path, 'utf8').replace(ABOUT, '').trimEnd();
}
