/** Entry of driven.html: a page that `tokamark run --browser` opens, and that does what the command asks. */
import '../../foundation/no-eval';
import { asTokamarkError } from '../../foundation/errors';
import { spawnEngine } from '../../worker/spawn';
import { find, setText } from '../dom/find';
import { keptFable } from '../fable';
import { showError } from '../view/messages';
import { WORDS } from './catalogue/words';
import { drive } from './drive';
import { wire } from './wire';

/** Said only to the page that the command opened. */
const token = location.hash.slice(1);

drive({
  engine: spawnEngine().engine,
  fable: keptFable(),
  wire: wire(new URL(`driven/${token}/`, location.href)),
  onDetail: (text) => setText('driven-detail', text),
}).then(
  () => setText('driven-detail', WORDS.ended),
  (thrown: unknown) => showError(find('driven-error'), asTokamarkError(thrown).toData()),
);
