/** The cohorts of a filled board and their devices, by the product's own rule for a device's one value. */
import { SUITE } from '../../../src/benchmark/suite/suite';
import { ENGINE } from '../../../src/foundation/build';
import { membersOf } from '../../../server/board/src/cohorts/members';
import { copyLine } from './copy-lines';
import { base64Id } from './ids';
import { at, medianOf, type Filling } from './rows';

export interface Cohorts {
  /** Without figures: those are the product's to make. */
  readonly lines: readonly string[];
  /** Lines of devices, one chunk after the other. */
  readonly members: () => Generator<string>;
}

const CHUNK = 50_000;

export function cohortsOf(filling: Filling): Cohorts {
  const ids = new Map<string, number>();
  const lines: string[] = [];
  const idOf = (gpu: number, modified: boolean, workload: string): number => {
    const key = `${gpu} ${modified} ${workload}`;
    const known = ids.get(key);
    if (known !== undefined) return known;
    const id = ids.size + 1;
    ids.set(key, id);
    lines.push(copyLine([id, SUITE, workload, at(filling.gpus, gpu).id, ENGINE, modified, 0, 0]));
    return id;
  };
  const chunks: string[][] = [];
  let chunk: string[] = [];
  for (const [device, runs] of rankedRunsByDevice(filling)) {
    for (const line of memberLines(filling, device, runs, idOf)) chunk.push(line);
    if (chunk.length < CHUNK) continue;
    chunks.push(chunk);
    chunk = [];
  }
  chunks.push(chunk);
  return {
    lines,
    *members() {
      for (const each of chunks) yield each.join('');
    },
  };
}

export function rankedRunsByDevice({
  population,
}: Pick<Filling, 'population'>): ReadonlyMap<number, readonly number[]> {
  const byDevice = new Map<number, number[]>();
  for (const [index, { device, state }] of population.runs.entries()) {
    if (state !== 'ranked') continue;
    const own = byDevice.get(device);
    if (own === undefined) byDevice.set(device, [index]);
    else own.push(index);
  }
  return byDevice;
}

function* memberLines(
  filling: Filling,
  device: number,
  runs: readonly number[],
  idOf: (gpu: number, modified: boolean, workload: string) => number,
): Generator<string> {
  const { population, workloads } = filling;
  const { gpu, modified } = at(population.devices, device);
  const confirmed = filling.confirmed.has(device);
  const id = base64Id('device', device, 32);
  for (const workload of workloads) {
    const measured = runs.filter((run) => workload.isQuick || at(population.runs, run).isStandard);
    const values = measured.map((run) => ({
      ...{ device: id, confirmed, receivedAt: at(population.runs, run).at },
      value: medianOf(filling, run, workload),
    }));
    for (const member of membersOf(values)) {
      const cohort = idOf(gpu, modified, workload.entry.workloadId);
      yield copyLine([cohort, id, member.value, member.runs, confirmed]);
    }
  }
}
