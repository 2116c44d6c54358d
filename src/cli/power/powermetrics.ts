/** What macOS says of the power of Apple’s chips: the tool powermetrics, which only root may run. */
import type { Found, PowerSystem, StreamedReading } from './instrument';
import { ask } from './tool';

const INTERVAL_MILLISECONDS = 100;
const PATIENCE = 10_000;
const MILLI = 1e-3;

/** @param of `cpu` where the processor does the work alone */
export async function powermetrics({ tool, isRoot }: PowerSystem, of: 'gpu' | 'cpu'): Promise<Found> {
  // sudo asks for no password here: it has one from before, or refuses.
  const [command, before] = isRoot
    ? ([tool('powermetrics'), []] as const)
    : ([tool('sudo'), ['-n', 'powermetrics']] as const);
  const args = [
    ...before,
    '--samplers',
    'cpu_power,gpu_power',
    '--sample-rate',
    String(INTERVAL_MILLISECONDS),
    '--buffer-size',
    '1',
  ];
  const { stdout, problem } = await ask(command, [...args, '--sample-count', '1'], PATIENCE);
  if (problem !== null) {
    const reason = `powermetrics cannot be run (${problem}).`;
    return isRoot
      ? { reason, remedy: 'It is part of macOS, in /usr/bin: run it by itself to see what is wrong.' }
      : { reason, remedy: 'Only root may run it: run sudo -v in this terminal, and then this command again.' };
  }
  const parse = (line: string): StreamedReading | null => reading(line, of);
  if (!stdout.split('\n').some((line) => parse(line) !== null)) {
    return {
      reason: `powermetrics tells no power of the ${of.toUpperCase()} here.`,
      remedy: 'It does on Macs with Apple’s own chips.',
    };
  }
  return {
    instrument: {
      name: `powermetrics, ${of.toUpperCase()} power`,
      reads: 'watts',
      boundary: of,
      intervalSeconds: INTERVAL_MILLISECONDS / 1000,
      averagesOver: INTERVAL_MILLISECONDS / 1000,
      accuracy: { share: 0.2, watts: 0 },
      notes: [
        `powermetrics tells the power of the ${of.toUpperCase()} of the chip, and nothing of its memory, its other parts or the rest of the Mac.`,
        'Apple says that its figures are estimates, and not to be compared between devices: 20 % is a judgement.',
      ],
    },
    source: { kind: 'streamed', tool: command, args, parse },
  };
}

/** `GPU Power: 1234 mW`; each is the mean since the one before. */
export function reading(line: string, of: 'gpu' | 'cpu'): StreamedReading | null {
  const said = /^(GPU|CPU) Power: (\d+(?:\.\d+)?) (mW|W)\s*$/.exec(line.trim());
  const [, which, amount, unit] = said ?? [];
  if (which?.toLowerCase() !== of) return null;
  return { value: Number(amount) * (unit === 'mW' ? MILLI : 1), wall: null };
}
