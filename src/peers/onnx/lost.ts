/** A device that an engine computes on, and that may go away under it: what waits for the engine hears of it at once, and is told why. */
import { TokamarkError } from '../../foundation/errors';

/** Rejects once `device` is lost. @throws TokamarkError `device-lost` */
export function lossOf(device: Pick<GPUDevice, 'lost'>): Promise<never> {
  const lost = device.lost.then(({ reason, message }) => {
    throw new TokamarkError({
      code: 'device-lost',
      message: 'Its device was lost.',
      where: 'onnxruntime-web',
      remedy: 'The other figures hold. Close other pages that use the GPU, and compare again.',
      details: [reason, message].filter((text) => text !== '').join(': '),
    });
  });
  // Whoever waits for an answer hears of it; nobody need be waiting.
  lost.catch(() => undefined);
  return lost;
}

/** What a model answers, as long as its device is there. */
export const unlessLost = <T>(lost: Promise<never>, answer: Promise<T>): Promise<T> => Promise.race([answer, lost]);
