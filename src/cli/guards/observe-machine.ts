/** Looks at the machine every second while a run goes on, and tells the engine what it sees. What follows is the engine's matter. */
import type { GuardNotice } from '../../benchmark/guards/guard';
import { onBattery } from './battery';
import { powerSaver } from './power-saver';
import { othersAreBusy, processorTimes } from './processor';

const MILLISECONDS = 1000;

/** Until the returned function is called. @param helpers milliseconds of processor time of other processes that are part of the run */
export function observeMachine(notice: (notice: GuardNotice) => void, helpers = (): number => 0): () => void {
  const times = () => {
    const { own, ...all } = processorTimes();
    return { ...all, own: own + helpers() };
  };
  let before = times();
  const look = (): void => {
    const after = times();
    notice({ guard: 'cpu-pressure', active: othersAreBusy(before, after) });
    before = after;
    void onBattery().then((active) => notice({ guard: 'battery', active }));
    void powerSaver().then((active) => notice({ guard: 'power-saver', active }));
  };
  const timer = setInterval(look, MILLISECONDS);
  look();
  return () => clearInterval(timer);
}
