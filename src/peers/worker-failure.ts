/** What ends a worker as a whole: its code cannot be loaded, or something in it was not caught. Browser only. */
export function failureOf(worker: Worker): Promise<never> {
  const failed = new Promise<never>((_, reject) => {
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error(event.message === '' ? 'its code could not be loaded' : event.message));
    };
    worker.onmessageerror = () => reject(new Error('its answer could not be read'));
  });
  // Whoever waits for an answer hears of it; nobody need be waiting.
  failed.catch(() => undefined);
  return failed;
}
