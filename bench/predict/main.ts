/**
 * `npm run bench:predict -- BASE.json MEASURED.json...`: what the first run predicts of the shapes of the others, and what they measured. The files are
 * what `tokamark run --json` wrote on one device. Runs nothing on a GPU.
 */
import { asTokamarkError } from '../../src/foundation/errors';
import { readImport } from '../../src/cli/history/read-import';
import { comparisons, comparisonText } from './compare';

const [base, ...others] = process.argv.slice(2);
if (base === undefined || others.length === 0) {
  process.stderr.write(
    'Give the result to predict from, and one or more to compare with: npm run bench:predict -- BASE.json MEASURED.json...\n',
  );
  process.exitCode = 2;
} else {
  try {
    const from = await readImport(base);
    const measured = await Promise.all(others.map(readImport));
    process.stdout.write(comparisonText(from, comparisons(from, measured)));
  } catch (thrown) {
    const { message, remedy } = asTokamarkError(thrown);
    process.stderr.write(`${message}\n  ${remedy}\n`);
    process.exitCode = 1;
  }
}
