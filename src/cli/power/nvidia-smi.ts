/** What NVIDIA’s driver says of a board’s power, through the tool that comes with it. */
import type { NotMetered } from '../../worker/power-meter';
import { OTHERWISE, several } from './cards';
import type { Found, PowerSystem, StreamedReading } from './instrument';
import { ask } from './tool';

const TOOL = 'nvidia-smi';
const FORMAT = '--format=csv,noheader,nounits';
/** A driver that has slept takes seconds to answer. */
const PATIENCE = 15_000;
const INTERVAL_MILLISECONDS = 100;

/** What a driver may have: the first is newer. */
const FIELDS = [
  {
    field: 'power.draw.instant',
    averagesOver: 0.1,
    note: 'power.draw.instant is a reading every 0.1 s.',
  },
  {
    field: 'power.draw',
    averagesOver: 1,
    note: 'power.draw is taken for the mean of a second, which it is from Ampere on; a newer driver also has power.draw.instant.',
  },
] as const;

type Field = (typeof FIELDS)[number];

/**
 * Boards whose sensor looks at the power during a quarter of the time: A100 and H100 (arXiv 2312.02741), and others of their chips, GA100 and
 * GH100 (NVIDIA, MIG User Guide, Supported GPUs: A30, H20, H200 and GH200). A100X, A30X, A800 and H800 are taken for such by their names.
 */
const PART_TIME = /\b(?:A30X?|A100X?|A800|H20|H100|H200|H800|GH200)\b/;
const UNSEEN = {
  unseenShare: 0.75,
  note: 'The sensor of this board looks at a quarter of the time (A100 and H100 in arXiv 2312.02741): for the rest the range holds all that was read in the run.',
} as const;

interface Board {
  readonly index: string;
  readonly name: string;
  readonly draws: string;
}

/** @param adapter what WebGPU calls it */
export async function nvidiaSmi({ tool }: PowerSystem, adapter: string): Promise<Found> {
  const path = tool(TOOL);
  for (const field of FIELDS) {
    const { stdout, problem } = await ask(path, [`--query-gpu=index,name,${field.field}`, FORMAT], PATIENCE);
    // Of a driver that does not know the newer one.
    if (problem !== null && field !== FIELDS.at(-1) && /not a valid field/i.test(`${problem}${stdout}`)) continue;
    if (problem !== null) return unanswered(problem);
    const board = boardOf(stdout, adapter);
    if ('reason' in board) return board;
    if (Number.isFinite(Number(board.draws))) return found(path, board, field);
  }
  return { reason: 'nvidia-smi knows no power of this board ([N/A]).', remedy: OTHERWISE };
}

function unanswered(problem: string): NotMetered {
  if (problem === 'ENOENT') {
    return {
      reason: 'nvidia-smi was not found.',
      remedy:
        'It comes with NVIDIA’s driver (on Debian the package nvidia-smi, on Ubuntu nvidia-utils): install it, or add its folder to PATH.',
    };
  }
  if (problem === 'timeout') {
    return {
      reason: `nvidia-smi did not answer within ${PATIENCE / 1000} s.`,
      remedy: 'Keep the driver awake (sudo nvidia-smi --persistence-mode=1), and run again.',
    };
  }
  return {
    reason: `nvidia-smi failed: ${problem}.`,
    remedy: 'Run nvidia-smi by itself: until it shows the board, its power cannot be read.',
  };
}

function boardOf(answer: string, adapter: string): Board | NotMetered {
  const boards = answer.split('\n').flatMap((line): Board[] => {
    const [index, name, draws] = line.split(',').map((cell) => cell.trim());
    return index === undefined || !/^\d+$/.test(index) || name === undefined || draws === undefined
      ? []
      : [{ index, name, draws }];
  });
  const named = boards.filter(({ name }) => plain(adapter).includes(plain(name)));
  // A name may begin like another one: RTX 4070 and RTX 4070 Ti.
  const longest = Math.max(...named.map(({ name }) => name.length));
  const meant = named.filter(({ name }) => name.length === longest);
  const [board, ...others] = meant.length > 0 ? meant : boards;
  if (board === undefined) return { reason: 'nvidia-smi shows no board.', remedy: OTHERWISE };
  return others.length === 0 ? board : several([board, ...others].map(({ index, name }) => `board ${index} (${name})`));
}

/** Small letters and digits. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/nvidia|[^a-z0-9]/g, '');

const found = (tool: string, { index, name }: Board, { field, averagesOver, note }: Field): Found => ({
  instrument: {
    ...(PART_TIME.test(name) ? { unseenShare: UNSEEN.unseenShare } : {}),
    name: `nvidia-smi, ${field} of board ${index} (${name})`,
    reads: 'watts',
    boundary: 'gpu',
    intervalSeconds: INTERVAL_MILLISECONDS / 1000,
    averagesOver,
    accuracy: { share: 0.05, watts: 5 },
    notes: [
      'The driver counts the whole board, its memory included, and nothing of the rest of the machine.',
      note,
      ...(PART_TIME.test(name) ? [UNSEEN.note] : []),
      'Its accuracy is taken as 5 W, or 5 % where that is more: a judgement, not a figure of its maker.',
    ],
  },
  source: {
    kind: 'streamed',
    tool,
    args: [`--id=${index}`, `--query-gpu=timestamp,${field}`, FORMAT, `--loop-ms=${INTERVAL_MILLISECONDS}`],
    parse: reading,
  },
});

/** `2026/11/28 21:27:34.123, 212.50` */
export function reading(line: string): StreamedReading | null {
  const [when = '', draws = ''] = line.split(',').map((cell) => cell.trim());
  const value = Number(draws);
  if (draws === '' || !Number.isFinite(value) || value < 0) return null;
  const [year, month, day, hour, minute, second, milliseconds] = (
    /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d)\.(\d{3})$/.exec(when) ?? []
  )
    .slice(1)
    .map(Number);
  if (year === undefined || month === undefined || milliseconds === undefined) return { value, wall: null };
  return { value, wall: new Date(year, month - 1, day, hour, minute, second, milliseconds).getTime() };
}
