/** The options of `tokamark submit`: which board, which run, what is said of the machine; and all that a run takes but what would make it another's. */
import { z } from 'zod';
import { GPU_LETTERS, POWER_SOURCES } from '../../../server/board/src/contract/submission';
import type { Row } from '../../options/described';
import { RUN_OPTIONS } from '../../options/run-options';
import { fromText, oneOf, onOrOff } from '../../options/values';
import { plainName } from '../../report/outside-text';
import { MACHINE_LETTERS } from '../../report/schema';
import { GROUPS, rowsOf, runCommand, type CommandOption } from '../command-options';
import { orNull, under } from '../option-rows';
import * as value from '../option-values';

const sending = under(GROUPS.sending);

const shown = (most: number) =>
  fromText((text, refuse): string => {
    const name = plainName(text, most);
    return name === '' || text.length > most ? refuse(`must have 1 to ${most} letters that are seen`) : name;
  });

export const submitCommand = z.object({
  board: sending(
    orNull(value.address),
    '--board <URL>',
    'address of the board',
    'the one of the kept run, or TOKAMARK_BOARD',
  ),
  yes: sending(onOrOff.default(false), '--yes', 'send without asking, for scripts'),
  gpuName: sending(
    orNull(shown(GPU_LETTERS)),
    '--gpu-name <NAME>',
    'the GPU that did the work, as its owner knows it: an id of the catalogue (tokamark device), or any name',
    'as the adapter says',
  ),
  powerSource: sending(
    orNull(oneOf('source', POWER_SOURCES)),
    '--power-source <SOURCE>',
    `${POWER_SOURCES.join(', ')}: from where this machine had its power`,
    'as this machine says',
  ),
  publicName: sending(
    orNull(shown(MACHINE_LETTERS)),
    '--public-name <NAME>',
    'name of this machine that everybody reads on the board',
    'none',
  ),
  check: sending(
    onOrOff.default(false),
    '--check',
    'ask what would become of the kept run RUN: the board stores nothing',
  ),
  delete: sending(onOrOff.default(false), '--delete', 'delete RUN from the board again'),
  list: sending(onOrOff.default(false), '--list', 'list the runs under a challenge that are kept on this machine'),
  answer: sending(
    orNull(value.file),
    '--answer <FILE>',
    'write what the board answers as JSON to a file, or to standard output (-)',
  ),
});

/** Of a run, what does not make it one of another workload or another engine. */
const OF_RUN = ['profile', 'power', 'adapter', 'gpu', 'json', 'markdown', 'history'];

export const SUBMIT_OPTIONS: readonly Row<string, CommandOption>[] = [
  ...rowsOf(submitCommand),
  ...rowsOf(runCommand).filter(({ name }) => OF_RUN.includes(name)),
  ...RUN_OPTIONS.map((one) => ({ ...one, group: GROUPS[one.group] })),
];
