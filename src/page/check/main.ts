/** Entry of check.html: the checks with the real engine in its worker. */
import '../../foundation/no-eval';
import { spawnEngine } from '../../worker/spawn';
import { startCheckPage } from './app';

startCheckPage(spawnEngine);
