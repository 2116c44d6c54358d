/** `tokamark check`: every kernel at its own test shapes, and Fable against its reference, on this adapter. Times nothing. */
import { printable } from '../../report/outside-text';
import { EXIT, type ExitCode } from '../exit-codes';
import type { CliHost } from '../host';
import { interruptible } from '../interrupt';
import type { CheckOptions } from '../invocation';
import { unwrap } from '../outcome';
import { progressView } from '../progress-view';
import { sayAdapter } from './run';

const STEPS = [
  { id: 'kernels', title: 'kernels', weight: 0.5 },
  { id: 'parity', title: 'Fable against its reference', weight: 0.5 },
];

export async function check(options: CheckOptions, host: CliHost): Promise<ExitCode> {
  const { stdout, stderr } = host.streams;
  const session = await host.openEngine(options.adapter);
  const { engine } = session;
  const view = progressView(stderr, () => performance.now());
  const progress = (step: string) => (fraction: number, detail: string) =>
    view.update(step, fraction, printable(detail));
  try {
    sayAdapter(unwrap(await engine.describe(options.power)), host);
    return await interruptible(
      host,
      () => void engine.cancel(),
      async (interruption) => {
        view.plan(STEPS);
        const kernels = unwrap(
          await engine.checkKernels(options.power, ({ fraction, detail }) => progress('kernels')(fraction, detail)),
        );
        const parity =
          interruption.code === null ? await host.checkParity(engine, options.power, progress('parity')) : [];
        view.end();
        const lines = [
          ...kernels.map(({ shape, passed, largestError, tolerance }) => ({
            passed,
            text: `${shape}: largest error ${figure(largestError)}, tolerance ${figure(tolerance)}`,
          })),
          ...parity,
        ];
        for (const { passed, text } of lines) stdout.write(`${passed ? 'ok  ' : 'FAIL'} ${printable(text)}\n`);
        const failed = lines.filter(({ passed }) => !passed).length;
        stdout.write(`${lines.length - failed} passed, ${failed} failed\n`);
        return interruption.code ?? (failed === 0 && lines.length > 0 ? EXIT.ok : EXIT.failed);
      },
    );
  } finally {
    view.end();
    await session.close();
  }
}

const figure = (value: number): string => String(Number(value.toPrecision(3)));
