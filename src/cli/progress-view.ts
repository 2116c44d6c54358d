/** Draws progress on standard error: a bar on a terminal, plain lines where it is piped. */
import { SingleBar } from 'cli-progress';
import type { PlannedStep } from '../worker/protocol';
import { advanced, leftText, NOT_STARTED, nowText, planned, remainingSeconds, type ProgressState } from './progress';
import type { OutputStream } from './streams';

export interface ProgressView {
  plan(steps: readonly PlannedStep[]): void;
  update(step: string, fraction: number, detail: string): void;
  /** A line that stays, above the bar where there is one. */
  note(line: string): void;
  end(): void;
}

export function progressView(stream: OutputStream, now: () => number): ProgressView {
  return stream.isTTY ? barView(stream, now) : lineView(stream, now);
}

const BAR_COLUMNS = 24;

/** One line of at most `columns`: the bar, what runs now, what is left. */
export function barText(state: ProgressState, elapsedSeconds: number, columns: number): string {
  const filled = Math.round(state.fraction * BAR_COLUMNS);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_COLUMNS - filled);
  const percent = `${Math.floor(state.fraction * 100)} %`.padStart(5);
  const text = `${bar} ${percent}  ${[nowText(state), leftText(state), ...etaText(state, elapsedSeconds)].join(' · ')}`;
  const points = Array.from(text);
  return points.length < columns ? text : `${points.slice(0, Math.max(1, columns - 2)).join('')}…`;
}

function etaText({ fraction }: ProgressState, elapsedSeconds: number): string[] {
  const left = remainingSeconds(fraction, elapsedSeconds);
  return left === null ? [] : [`about ${Math.max(1, Math.round(left))} s left`];
}

function barView(stream: OutputStream, now: () => number): ProgressView {
  const started = now();
  let state = NOT_STARTED;
  let bar: SingleBar | null = null;
  const draw = (): void => {
    if (bar === null) {
      bar = new SingleBar({
        stream: stream.raw,
        format: () => barText(state, (now() - started) / 1000, stream.columns),
        hideCursor: true,
        clearOnComplete: true,
        // The process ends by itself with a clean terminal: interrupt.ts handles the signals.
        gracefulExit: false,
      });
      bar.start(1, state.fraction);
    } else {
      bar.update(state.fraction);
    }
  };
  const clear = (): void => {
    bar?.stop();
    bar = null;
  };
  return {
    plan: (steps) => {
      state = planned(steps);
      draw();
    },
    update: (step, fraction, detail) => {
      state = advanced(state, step, fraction, detail);
      draw();
    },
    note: (line) => {
      const drawn = bar !== null;
      clear();
      stream.write(`${line}\n`);
      if (drawn) draw();
    },
    end: clear,
  };
}

/** A line when a step begins, and one more where a step takes long. */
function lineView(stream: OutputStream, now: () => number): ProgressView {
  const started = now();
  let state = NOT_STARTED;
  let last = '';
  let lastAt = started;
  return {
    plan: (steps) => {
      state = planned(steps);
    },
    update: (step, fraction, detail) => {
      const before = state.current;
      state = advanced(state, step, fraction, detail);
      const slow = now() - lastAt >= SLOW_STEP_MS;
      if (state.current === before && !slow) return;
      const line = lineText(state, (now() - started) / 1000);
      if (line === last) return;
      last = line;
      lastAt = now();
      stream.write(`${line}\n`);
    },
    note: (line) => stream.write(`${line}\n`),
    end: () => undefined,
  };
}

const SLOW_STEP_MS = 10_000;

function lineText(state: ProgressState, elapsedSeconds: number): string {
  const step = `[${state.current + 1}/${state.steps.length}]`;
  const parts = [`${Math.floor(state.fraction * 100)} % done`, leftText(state), ...etaText(state, elapsedSeconds)];
  return `${step} ${nowText(state)} (${parts.join('; ')})`;
}
