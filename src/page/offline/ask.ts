/** Registers the page's service worker, and asks it one thing at a time, over a port of its own. Browser only. */
import type { z } from 'zod';
import { TokamarkError, type ErrorData } from '../../foundation/errors';
import { within } from '../start/within';
import { answerSchema, type KeptState } from './offline-state';

/** A browser may end a service worker that has nothing to say for so long. */
const SILENCE_MILLISECONDS = 60_000;
const START_MILLISECONDS = 10_000;

/** The folder of the page: another page of the same origin has a service worker of its own. */
const scope = (): string => new URL('./', document.baseURI).href;

export async function ownRegistration(
  container: ServiceWorkerContainer,
): Promise<ServiceWorkerRegistration | undefined> {
  const found = await container.getRegistration();
  return found?.scope === scope() ? found : undefined;
}

/** @throws TokamarkError where the browser or the host has no service worker for this page. */
export async function startServiceWorker(container: ServiceWorkerContainer): Promise<ServiceWorker> {
  try {
    await container.register(new URL('service-worker.js', scope()), { scope: scope(), updateViaCache: 'none' });
  } catch (cause) {
    throw new TokamarkError(NOT_STARTED, { cause });
  }
  const registration = await within(container.ready, START_MILLISECONDS, null);
  const active = registration?.active ?? null;
  if (active === null) throw new TokamarkError(NOT_STARTED);
  return active;
}

export function ask(
  worker: ServiceWorker,
  command: 'state' | 'keep' | 'stop' | 'forget',
  onProgress: (bytes: number) => void = () => undefined,
): Promise<KeptState> {
  const { port1, port2 } = new MessageChannel();
  return new Promise<KeptState>((resolve, reject) => {
    let silence: ReturnType<typeof setTimeout> | undefined;
    const listenOn = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => reject(new TokamarkError(NO_ANSWER)), SILENCE_MILLISECONDS);
    };
    const take = (answer: z.infer<typeof answerSchema>): void => {
      listenOn();
      if (answer.type === 'progress') return onProgress(answer.bytes);
      clearTimeout(silence);
      if (answer.type === 'state') return resolve(answer);
      reject(new TokamarkError({ code: 'network', message: answer.message, where: '', remedy: answer.remedy }));
    };
    port1.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const answer = answerSchema.safeParse(data);
      if (answer.success) take(answer.data);
      else reject(new TokamarkError(NO_ANSWER));
    });
    port1.start();
    listenOn();
    worker.postMessage(command, [port2]);
  }).finally(() => port1.close());
}

const NOT_STARTED: ErrorData = {
  code: 'network',
  message: 'The browser did not start this page’s service worker.',
  where: 'service-worker.js',
  remedy: 'Allow this page to store data, or leave the private window.',
};

const NO_ANSWER: ErrorData = {
  code: 'internal',
  message: 'This page’s service worker did not answer.',
  where: 'service-worker.js',
  remedy: 'Reload the page and try again.',
};
