/** Entry of index.html: the page with the real engine in its worker. */
import '../foundation/no-eval';
import { loaded } from '../foundation/lazy';
import { spawnEngine } from '../worker/spawn';
import { settlePath } from './rooms/settled-path';
import { begin } from './start/begin';

settlePath();
void begin(spawnEngine, () => loaded('The rest of the page', () => import('./app')));
