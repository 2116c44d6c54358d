/**
 * Runs under a challenge on this machine, a folder each: the very text that a board gets, and beside it which board, and what came of it. A
 * run is kept before anybody is asked whether to send it, so that it can be sent later.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { base64url } from '../../../server/board/src/contract/common';
import { ANSWERED_STATES } from '../../../server/board/src/contract/answers';
import { TokamarkError } from '../../foundation/errors';
import { makeFolder } from '../../setup/make-folder';
import { writeWhole } from '../destination';
import { readTextFile, type TextKind } from '../read-text';
import { whyNot } from '../system-reasons';

const sentSchema = z.strictObject({
  at: z.iso.datetime(),
  /** By which the board names the run. */
  id: base64url(16),
  deleteToken: base64url(32),
  state: z.enum(ANSWERED_STATES),
  /** It was deleted again. */
  deleted: z.boolean(),
});

const aboutSchema = z.strictObject({
  /** Of the board that gave the challenge. */
  board: z.url(),
  madeAt: z.iso.datetime(),
  /** Until then it may be sent. */
  until: z.iso.datetime(),
  /** Links of its chain that the board has heard of. */
  stamped: z.number().int().nonnegative(),
  /** Null of a run that was not sent yet. */
  sent: sentSchema.nullable(),
});

export type AboutKept = z.infer<typeof aboutSchema>;

export interface KeptSubmission {
  /** `2026-11-30T001500-1a2b3c4d`: when it was made, and a digest of what it is. */
  readonly id: string;
  /** Of the text. */
  readonly path: string;
  readonly about: AboutKept;
}

export interface KeptSubmissions {
  /** @throws TokamarkError `output` */
  keep(text: string, about: AboutKept): Promise<KeptSubmission>;
  update(kept: KeptSubmission, about: AboutKept): Promise<KeptSubmission>;
  /** From the oldest to the newest; what cannot be read is left out. */
  list(): Promise<readonly KeptSubmission[]>;
  /** @throws TokamarkError `history` */
  textOf(kept: KeptSubmission): Promise<string>;
}

const ID = /^\d{4}-\d{2}-\d{2}T\d{6}-[0-9a-f]{8}$/;
const KEPT: TextKind = { most: 4e6, absent: 'history', code: 'history', option: null, remedy: '' };

export function keptSubmissions(folder: string): KeptSubmissions {
  const pathOf = (id: string): string => join(folder, id, 'submission.json');
  const aboutPath = (id: string): string => join(folder, id, 'about.json');
  const write = async (path: string, text: string): Promise<void> => {
    try {
      makeFolder(join(path, '..'));
      await writeWhole(path, text, 0o600);
    } catch (cause) {
      const remedy = 'Make room, or set TOKAMARK_DATA to a folder that you can write to.';
      throw new TokamarkError(
        { code: 'output', message: `${path} could not be written: ${whyNot(cause)}.`, where: path, remedy },
        { cause },
      );
    }
  };
  const update = async ({ id, path }: Pick<KeptSubmission, 'id' | 'path'>, about: AboutKept) => {
    await write(aboutPath(id), `${JSON.stringify(about, null, 1)}\n`);
    return { id, path, about };
  };
  const read = async (id: string): Promise<readonly KeptSubmission[]> => {
    try {
      const about = aboutSchema.parse(JSON.parse(await readTextFile(aboutPath(id), KEPT)));
      return [{ id, path: pathOf(id), about }];
    } catch {
      return [];
    }
  };
  return {
    update,
    keep: async (text, about) => {
      const digest = createHash('sha256').update(text).digest('hex').slice(0, 8);
      const id = `${about.madeAt.slice(0, 19).replaceAll(':', '')}-${digest}`;
      await write(pathOf(id), text);
      return update({ id, path: pathOf(id) }, about);
    },
    list: async () => {
      const names = await readdir(folder).catch(() => []);
      const all = await Promise.all(
        names
          .filter((name) => ID.test(name))
          .sort()
          .map(read),
      );
      return all.flat();
    },
    textOf: ({ path }) => readTextFile(path, KEPT),
  };
}
