/** The program `npm run board --`: the operator's commands. Beside the board and not in `tokamark`, which has no database and one dependency. */
import { runOperator } from './run';

process.exitCode = await runOperator(process.argv.slice(2), process.env, {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
});
