/**
 * A vitest reporter for logs: says which test file starts, and in the browsers' project which test, because there one test takes
 * minutes. On a terminal vitest's own reporter shows what runs.
 */

import type { Reporter, TestCase, TestModule } from 'vitest/node';

export class Announce implements Reporter {
  onTestModuleStart(module: TestModule): void {
    say(`${module.project.name}: ${module.relativeModuleId}`);
  }

  onTestCaseReady(test: TestCase): void {
    if (['pages', 'browsers', 'stories'].includes(test.project.name)) say(`  ${test.fullName}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${new Date().toISOString().slice(11, 19)} running ${line}\n`);
}
