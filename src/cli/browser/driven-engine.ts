/** The engine of a page in a browser, behind the interface that the commands know: what is asked goes over a DrivenLink. */
import type { z } from 'zod';
import { type TokamarkError, type ErrorData } from '../../foundation/errors';
import {
  describedSchema,
  eventSchema,
  measuredSchema,
  sentRequest,
  type Call,
  type DrivenEvent,
  type Said,
} from '../../worker/driven/messages';
import type { Engine, Outcome } from '../../worker/protocol';
import type { DrivenLink } from './driven-link';

interface Pending {
  readonly answered: (outcome: unknown) => void;
  readonly onEvent: (event: DrivenEvent) => void;
}

export interface DrivenEngine {
  readonly engine: Engine;
  readonly hear: (said: Said) => void;
  /** The browser is gone: whatever waits for it ends with this. */
  readonly fail: (error: TokamarkError) => void;
  /** Resolves when the page has said that it is there. */
  readonly here: Promise<void>;
}

export function drivenEngine(link: () => Pick<DrivenLink, 'send'>): DrivenEngine {
  const pending = new Map<number, Pending>();
  let last = 0;
  let failure: TokamarkError | null = null;
  let arrived = (): void => undefined;
  const here = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const next = (): number => (last += 1);

  const ask = <T>(
    schema: z.ZodType<Outcome<T>>,
    call: (id: number) => Call,
    onEvent: (event: DrivenEvent) => void = () => undefined,
  ): Promise<Outcome<T>> =>
    new Promise((resolve) => {
      if (failure !== null) {
        resolve({ ok: false, error: failure.toData() });
        return;
      }
      const id = next();
      pending.set(id, {
        onEvent,
        answered: (outcome) => {
          const { data } = schema.safeParse(outcome);
          resolve(data ?? { ok: false, error: NOT_UNDERSTOOD });
        },
      });
      link().send(call(id));
    });

  return {
    here,
    hear: (said) => {
      if (said.say === 'here') {
        arrived();
        return;
      }
      const one = pending.get(said.id);
      if (said.say === 'event') {
        const { data } = eventSchema.safeParse(said.event);
        if (data !== undefined) one?.onEvent(data);
        return;
      }
      pending.delete(said.id);
      one?.answered(said.outcome);
    },
    fail: (error) => {
      failure ??= error;
      for (const { answered } of pending.values()) answered({ ok: false, error: error.toData() });
      pending.clear();
    },
    engine: {
      describe: (power) => ask(describedSchema, (id) => ({ call: 'describe', id, power })),
      run: (request, onEvent) =>
        ask(
          measuredSchema,
          (id) => ({ call: 'run', id, request: sentRequest(request) }),
          (event) => {
            if (event.type === 'plan') onEvent({ ...event, workload: null });
            else onEvent(event);
          },
        ),
      cancel: () => {
        link().send({ call: 'cancel', id: next() });
        return Promise.resolve();
      },
      notice: ({ guard, active }) => {
        link().send({ call: 'notice', id: next(), guard, active });
        return Promise.resolve();
      },
      ...{ generate: notHere, score: notHere, checkKernels: notHere, programs: notHere, allocate: notHere },
      ...{ labTexts: notHere, labQuality: notHere, labLayers: notHere, labTensors: notHere, labReady: notHere },
    },
  };
}

const notHere = (): Promise<Outcome<never>> => Promise.resolve({ ok: false, error: ONLY_RUNS });

const ONLY_RUNS: ErrorData = {
  code: 'option',
  message: 'A command asks a browser for runs alone.',
  where: '--browser',
  remedy: 'Leave --browser out, or open the page itself: tokamark serve.',
};

const NOT_UNDERSTOOD: ErrorData = {
  code: 'internal',
  message: 'The page in the browser answered something that this command does not understand.',
  where: 'driven.html',
  remedy: 'The page is of another version: close the browser, build again and run again.',
};
