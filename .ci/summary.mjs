/**
 * Prints `N passed, N failed` from vitest's JSON report, and exits non-zero unless the whole run was good. It counts only what
 * the report holds: a test file that could not be loaded has no tests to count, so it counts as one failure itself.
 */

import { readFileSync } from 'node:fs';

const [file = ''] = process.argv.slice(2);

function readReport() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log('The tests left no report: they did not run to their end.');
    return { success: false, testResults: [] };
  }
}

const report = readReport();
const outcomes = report.testResults.flatMap((/** @type {any} */ result) => {
  const statuses = result.assertionResults.map((/** @type {any} */ test) => test.status);
  return result.status === 'failed' && !statuses.includes('failed') ? [...statuses, 'failed'] : statuses;
});
const count = (/** @type {string} */ status) =>
  outcomes.filter((/** @type {string} */ outcome) => outcome === status).length;
const passed = count('passed');
const failed = count('failed');

if (!report.success && failed === 0)
  console.log('Every test that ran passed, but the test run itself failed: see above.');
if (outcomes.length > passed + failed) console.log(`Neither passed nor failed: ${outcomes.length - passed - failed}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = report.success && passed > 0 && failed === 0 ? 0 : 1;
