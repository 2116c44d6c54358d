/** `npm run bench:board`. Plain JavaScript, to load TypeScript with. */
import { loadModule } from './load-module.mjs';

const { module, close } = await loadModule('main.ts');
process.exitCode = await module.main(process.argv.slice(2));
await close();
