/** How the board's room waits: for a while, and for somebody to look. */

export const time = {
  now: (): number => performance.now() / 1000,
  wait: (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1000 * seconds)),
};

/** Resolves when the page is in sight, at once where it is. */
export function pageShown(): Promise<void> {
  return new Promise((resolve) => {
    const tell = (): void => {
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', tell);
      resolve();
    };
    document.addEventListener('visibilitychange', tell);
    tell();
  });
}
