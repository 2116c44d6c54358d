/** A process of the bench's own: `node child.mjs FILE ARGUMENT`. The file's `main` gets the argument, and ends when all is done. */
import { loadModule } from './load-module.mjs';

const [file = '', argument = ''] = process.argv.slice(2);
const { module, close } = await loadModule(file);
await module.main(argument);
await close();
