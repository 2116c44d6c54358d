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
