/** Errors are said in words, with the place and the remedy; a stack trace comes only when asked for. */
import { expect, it } from 'vitest';
import { TokamarkError } from '../foundation/errors';
import { errorText, reportFailure } from './failure';
import { outside } from './fixtures/scripted-host';

const error = {
  code: 'weights',
  message: 'A tensor is missing.',
  where: 'model.norm',
  remedy: 'Download it.',
} as const;

it('names the place behind the message and gives the remedy a line of its own', () => {
  expect(errorText(error)).toBe('tokamark: A tensor is missing (model.norm)\n  Download it.\n');
});

it('does not name a place twice, and has no empty brackets or lines', () => {
  expect(errorText({ ...error, where: 'tensor' })).toBe('tokamark: A tensor is missing.\n  Download it.\n');
  expect(errorText({ ...error, where: '', remedy: '' })).toBe('tokamark: A tensor is missing.\n');
});

it('cannot be made to steer the terminal by a file name', () => {
  expect(errorText({ ...error, where: '\u001b[2J' })).not.toContain('\u001b');
});

it('indents every line of a remedy', () => {
  expect(errorText({ ...error, remedy: 'Type this:\n  apt' })).toContain('\n  Type this:\n    apt\n');
});

it('shows no stack trace unless one is asked for', () => {
  const thrown = new TokamarkError(error, { cause: new RangeError('deep') });
  const quiet = outside();
  expect(reportFailure(thrown, quiet.host.streams, false)).toBe(1);
  expect(quiet.stderr()).not.toMatch(/\n\s+at /);
  const loud = outside();
  reportFailure(thrown, loud.host.streams, true);
  expect(loud.stderr()).toMatch(/\n\s+at /);
  expect(loud.stderr()).toContain('RangeError: deep');
});

it('calls what nobody expected a bug', () => {
  const around = outside();
  expect(reportFailure(new TypeError('x is undefined'), around.host.streams, false)).toBe(1);
  expect(around.stderr()).toMatch(
    /^tokamark: Something unexpected went wrong in Tokamark \(TypeError\)\.\n {2}This is a bug/,
  );
  expect(around.stderr()).toContain('TOKAMARK_DEBUG=1');
  expect(around.stderr()).not.toContain('x is undefined');
});

it('what the system refuses is told as that, and is no bug', () => {
  const around = outside();
  const refused = Object.assign(new Error("EACCES: permission denied, scandir '/x/history'"), {
    ...{ code: 'EACCES', syscall: 'scandir', path: '/x/history' },
  });
  expect(reportFailure(refused, around.host.streams, false)).toBe(1);
  expect(around.stderr()).toMatch(/^tokamark: \/x\/history: permission denied\.\n {2}Check that/);
  expect(around.stderr()).not.toContain('a bug');
});
