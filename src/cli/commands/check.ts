/** `tokamark check`: every kernel at its own test shapes, and Fable against its reference, on this adapter. Times nothing. */
import { printable } from '../../report/outside-text';
import type { Verified } from '../../report/schema';
import { command } from '../command';
import { checkCommand, rowsOf } from '../command-options';
import { checkDumpFolder, writeDump } from '../dump-folder';
import { EXIT } from '../exit-codes';
import { CHECK_HELP } from '../help';
import type { CheckLine } from '../host';
import { interruptible } from '../interrupt';
import { onAdapter } from '../on-adapter';
import { unwrap } from '../../foundation/outcome';
import { progressView } from '../progress-view';
import { openNamed } from './run';

const STEPS = [
  { id: 'kernels', title: 'kernels', weight: 0.5 },
  { id: 'parity', title: 'Fable against its reference', weight: 0.5 },
];

export const check = command({
  name: 'check',
  description: 'check every kernel, and Fable against its reference, on this adapter',
  help: CHECK_HELP,
  options: rowsOf(checkCommand),
  read: (given) => onAdapter(given.table(checkCommand), given),
  run: async ({ dumpWgsl, adapter, preference }, host) => {
    const { stdout, stderr } = host.streams;
    if (dumpWgsl !== null) await checkDumpFolder(dumpWgsl);
    const { engine } = await openNamed(host, adapter, preference);
    const view = progressView(stderr, () => performance.now());
    const progress = (step: string) => (fraction: number, detail: string) =>
      view.update(step, fraction, printable(detail));
    const stop = (): void => void engine.cancel();
    return interruptible(host.process, stop, async (interruption) => {
      const lines: CheckLine[] = [];
      try {
        view.plan(STEPS);
        const kernels = progress('kernels');
        lines.push(
          ...unwrap(await engine.checkKernels(preference, ({ fraction, detail }) => kernels(fraction, detail))).map(
            kernelLine,
          ),
        );
        if (interruption.code === null) {
          lines.push(...(await host.gpus.checkParity(engine, preference, progress('parity'))));
        }
      } finally {
        view.end();
      }
      for (const { passed, text } of lines) stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${printable(text)}\n`);
      const failed = lines.filter(({ passed }) => !passed).length;
      stdout.write(`${lines.length - failed} passed, ${failed} failed\n`);
      if (dumpWgsl !== null && interruption.code === null) {
        const files = unwrap(await engine.programs(preference));
        await writeDump(dumpWgsl, files);
        stderr.write(`${files.length} shaders are in ${printable(dumpWgsl)}.\n`);
      }
      return interruption.code ?? (failed === 0 && lines.length > 0 ? EXIT.ok : EXIT.failed);
    });
  },
});

function kernelLine({ shape, passed, largestError, tolerance }: Verified & { readonly passed: boolean }): CheckLine {
  return { passed, text: `${shape}: largest error ${figure(largestError)}, tolerance ${figure(tolerance)}` };
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));
