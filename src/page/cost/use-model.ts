/** How much of the GPU each format uses. No elements. */
import { usedBy, type Load } from '../../costs';
import type { ModelFormat } from '../../kernels/recipe';
import { isMissing } from '../../predict/basis';
import { useChart, type UseRow } from '../../report/charts/use';
import { twoDigits } from '../../report/two-digits';
import type { Finding } from './finding-card';
import { formatsBeside } from './formats-beside';
import type { RoomMachine } from './imagined';

const SHOWN: readonly ModelFormat[] = ['fp16', 'int4'];

export function useCardOf(room: RoomMachine, load: Load): Finding {
  const { machine, peaks, is, about } = room;
  const rows = formatsBeside(room, load, SHOWN).flatMap(({ format, outcome }): readonly UseRow[] =>
    isMissing(outcome) ? [] : [{ format, ...usedBy(outcome.speed, { ...load, format }, peaks) }],
  );
  const title = titleOf(rows.find(({ format }) => format === load.format) ?? rows[0], { is, name: machine.name });
  const how = load.batch === 1 ? 'one sequence at a time' : `${load.batch} sequences at once`;
  const chart = useChart(rows, {
    ...{ title, source: about },
    says: `Three views of the same speed, with ${how}: what a PFLOP of the GPU’s arithmetic makes, and how much of its arithmetic and bandwidth works.`,
  });
  return {
    ...{ title, chart },
    missing: chart === null ? 'Neither FLOP/s nor bandwidth of this GPU are known.' : '',
    sources:
      chart === null
        ? []
        : [
            peaks.source,
            is === 'run'
              ? 'The speed is predicted from the run.'
              : 'The speed is expected from the same data sheet: these shares are what was assumed, and what follows for other formats and sequences.',
            'A PFLOP is 10¹⁵ operations that the GPU could have done in that time, whether it did them or not.',
          ],
  };
}

/** The larger share is not what bounds it: kernels come nearer to the bandwidth than to the arithmetic, and launches take time as well. */
function titleOf(row: UseRow | undefined, { is, name }: Pick<RoomMachine, 'is'> & { readonly name: string }): string {
  const { arithmetic = null, bandwidth = null, format } = row ?? {};
  if (arithmetic === null || bandwidth === null || format === undefined) return 'How well the GPU is used';
  const percent = ({ central }: { readonly central: number }) => `${twoDigits(100 * central)} %`;
  const how = is === 'run' ? 'predicted' : 'assumed';
  return `${format.toUpperCase()} is ${how} to use about ${percent(bandwidth)} of the bandwidth and ${percent(arithmetic)} of the arithmetic of ${name}`;
}
