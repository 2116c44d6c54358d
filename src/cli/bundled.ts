/** Where the files that travel with the command lie: the built page and Fable. Works from dist/cli and from src/cli alike. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TokamarkError } from '../foundation/errors';

/** The folder that holds package.json: two levels above this file, be it bundled or not. */
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What `npm run build` makes of the page. */
export const PAGE_FOLDER = join(ROOT, 'dist', 'page');

/** In a checkout Fable lies in public/; in the package, the page's build has copied it. */
export function fableFolder(): string {
  const places = [join(ROOT, 'public', 'models', 'fable'), join(PAGE_FOLDER, 'models', 'fable')];
  const found = places.find((folder) => existsSync(join(folder, 'config.json')));
  if (found !== undefined) return found;
  throw new TokamarkError({
    code: 'weights',
    message: 'Fable, the model that comes with Tokamark, is not there.',
    where: PAGE_FOLDER,
    remedy:
      'Install Tokamark again, or build it with npm run build; or give --model FOLDER, or --no-story and --no-fidelity.',
  });
}
