/** From `npm start`, in each browser: a run for the board, the very JSON, its place, and its end. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSubmission } from '../../server/board/src/contract/submission';
import { KEY } from '../../server/board/src/fixtures/sent';
import { accessibilityViolations } from '../browsers/support/axe';
import { BROWSERS, launchBrowser } from '../browsers/support/browsers';
import { gpuKnown, openPage, textOf } from '../browsers/support/open-page';
import { say } from '../browsers/support/say';

const MAIN = join(import.meta.dirname, '../../dist/board/main.mjs');

describe.each(BROWSERS)('a run for the board in %s', (name) => {
  const folder = mkdtempSync(join(tmpdir(), 'tokamark-board-story-'));
  let server: ChildProcess;
  let url = '';
  let browser: Browser;

  beforeAll(async () => {
    const env = { ...process.env, BOARD_FOLDER: folder, LOG_LEVEL: 'warn' };
    server = spawn(process.execPath, [MAIN, '--port', '0'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    server.stderr?.setEncoding('utf8');
    for (let said = ''; url === ''; url = /^http:\S+/m.exec(said)?.[0] ?? '') {
      if (server.stderr === null) throw new Error('the board has no standard error');
      const [text] = await once(server.stderr, 'data');
      said += String(text);
    }
    browser = await launchBrowser(name);
  });
  afterAll(async () => {
    await browser.close();
    server.kill('SIGTERM');
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is measured, shown, sent, found on the board, and deleted', { timeout: 600_000 }, async () => {
    const { page, problems } = await openPage(browser, `${url}#/board?see=send`);
    await gpuKnown(page);
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET') asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
    const isShown = (): Promise<boolean> => page.$eval('#board-send', (place) => place.checkVisibility());
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.id ?? '');
    await page.waitForSelector('#board-send-run[aria-disabled="false"]');
    expect(await textOf(page, '#board-send')).toContain('takes such a run as practice, and never ranks it');
    expect(await accessibilityViolations(page, '#board')).toEqual([]);
    await page.type('#board-send-gpu', 'A processor');
    await page.type('#board-send-name', 'story');
    const began = Date.now();
    await page.click('#board-send-run');
    await page.waitForSelector('.board-send-progress progress');
    expect(await accessibilityViolations(page, '#board')).toEqual([]);
    await page.waitForSelector('#board-send-json', { timeout: 500_000 });
    say(`${name}: ${((Date.now() - began) / 1000).toFixed(0)} s from Run for the board until it could be sent`);
    expect(await focused()).toBe('board-send-ready');
    expect(await isShown()).toBe(true);
    const about = /^POST \/api\/challenges(\/[\w-]+\/commitments)?$/;
    expect(asked.filter((one) => !about.test(one))).toEqual([]);

    const text = await page.$eval('#board-send-json', (field) => ('value' in field ? String(field.value) : ''));
    const { submission } = readSubmission(text);
    expect(submission.result['status']).toBe('complete');
    expect(submission.proof?.tokens.length).toBe(32);
    expect(submission.declared).toEqual({ gpu: 'A processor', powerSource: 'unknown', machineName: 'story' });

    await page.click('#board-send-send');
    await page.waitForSelector('#board-send-sent');
    const state = await page.$eval('#board-send-sent', (said) => said.getAttribute('data-state'));
    expect(state, await textOf(page, '.board-send-sent')).toBe('practice');
    expect(await focused()).toBe('board-send-sent');
    say(`${name}: ${(await textOf(page, '.board-send-sent')).replace(/\s+/g, ' ')}`);
    await page.click('#board-send-place');
    await page.waitForSelector('[data-testid="board-run"] .board-facts');
    expect(await textOf(page, '[data-testid="board-run"]')).toContain('Practice: stored, and never ranked');
    expect(await textOf(page, '[data-testid="board-run"]')).toContain('A processor');

    // What deletes it is kept, also over a reload.
    await page.goto(`${url}#/board?see=send`);
    await page.reload();
    await page.waitForSelector('.board-send-kept summary');
    await page.click('.board-send-kept summary');
    await page.click('.board-send-kept button');
    await page.waitForSelector('.board-send-kept li[data-sent="deleted"]');
    expect(await focused()).toBe('board-send-kept');
    expect(await textOf(page, '.board-send-kept')).toContain('Sent, and deleted again');

    const file = join(folder, 'key.json');
    writeFileSync(file, JSON.stringify(KEY));
    await page.click('.board-send-key summary');
    const chooser = await page.$('input#board-send-key-file');
    await chooser?.uploadFile(file);
    await page.waitForFunction(() => document.getElementById('board-send-key-said')?.textContent.includes('that key'));
    expect(problems).toEqual([]);
  });
});
