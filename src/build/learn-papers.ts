/** A Vite plugin that puts the worksheet and the page for teachers beside the page, each as a file in every language (src/page/learn/print). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport, type Plugin } from 'vite';
import type * as DrawPapers from './draw-papers.ts';

const ROOT = join(import.meta.dirname, '../..');
const STYLES = join(ROOT, 'src/page/learn/print/paper.css');

/** @param constants of the build (src/foundation/build.ts) */
export function learnPapers(constants: Readonly<Record<string, string>>): Plugin {
  return {
    name: 'learn-papers',
    async generateBundle() {
      // Through Vite, since the views import what only Vite resolves.
      const { module } = await runnerImport<typeof DrawPapers>(join(import.meta.dirname, 'draw-papers.ts'), {
        ...{ root: ROOT, configFile: false, define: constants, logLevel: 'silent' },
      });
      const { folder, documents } = module.drawPapers();
      for (const { file, html } of documents) {
        this.emitFile({ type: 'asset', fileName: `${folder}/${file}`, source: html });
      }
      this.emitFile({ type: 'asset', fileName: `${folder}/paper.css`, source: readFileSync(STYLES).toString() });
    },
  };
}
