/** Entry of index.html: the page with the real engine in its worker. */
import '../foundation/no-eval';
import { spawnEngine } from '../worker/spawn';
import { startPage } from './app';

startPage(spawnEngine);
