import { describe, expect, it } from 'vitest';
import { protectionOf } from './headers';

const policy = (path: string, asked?: readonly string[]): string =>
  protectionOf(path, asked)['Content-Security-Policy'] ?? '';

describe('what the page may ask', () => {
  it('is its own host alone, of every file but the worker that asks a server', () => {
    for (const path of ['', 'index.html', 'driven.html', 'assets/main-AbC_1-2.js', 'assets/peer-worker-AbC.js']) {
      expect(policy(path), path).toContain("connect-src 'self';");
    }
    for (const path of ['assets/server-worker-A.js.map', 'x/assets/server-worker-A.js', 'server-worker-A.js']) {
      expect(policy(path), path).toContain("connect-src 'self';");
    }
  });

  it('is this machine too, of that worker: and the one origin that a command names', () => {
    const worker = 'assets/server-worker-B9jj4hYY.js';
    expect(policy(worker)).toContain("connect-src 'self' http://localhost:* http://127.0.0.1:*;");
    expect(policy(worker, ['http://192.168.1.2:8080'])).toContain("connect-src 'self' http://192.168.1.2:8080;");
    expect(policy(worker)).toContain("default-src 'self'; script-src 'self' 'wasm-unsafe-eval';");
  });
});
