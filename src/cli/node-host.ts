/** The real outside of the commands: this process's streams and signals, files, Dawn, set-up. Decides nothing. */
import { join } from 'node:path';
import { startServer } from '../../server/static-server';
import type { Engine } from '../worker/protocol';
import { ensureAdapter } from '../setup/ensure';
import { hostBoard } from './board/host-board';
import { fableFolder, PAGE_FOLDER } from './bundled';
import { openBrowser } from './browser/open-browser';
import { checkFable } from './check-fable';
import { variable } from './clean-environment';
import { listAdapters, openGpu } from './dawn';
import { observeMachine } from './guards/observe-machine';
import { historyFolder } from './history/history-folder';
import type { CliHost, StopSignal } from './host';
import { openFidelityFolder, openModelFolder } from './model-folder';
import { processInput } from './read-text';
import { outputStream } from './streams';
import { takeSupervision, withoutEcho } from './supervised';
import { dataFolder, unfinishedFiles } from './unfinished-run';

const SIGNALS: readonly StopSignal[] = ['SIGHUP', 'SIGINT', 'SIGTERM'];

export interface Parts {
  readonly createEngine: (gpu: GPU) => Engine;
}

export function nodeHost({ createEngine }: Parts): CliHost {
  const supervised = takeSupervision();
  const history = historyFolder(join(dataFolder(), 'history'));
  return {
    streams: { stdout: outputStream(process.stdout), stderr: outputStream(supervised?.stderr ?? process.stderr) },
    history,
    debug: variable('TOKAMARK_DEBUG') === '1',
    serverKey: variable('TOKAMARK_AGAINST_KEY'),
    gpus: {
      openEngine: async (choice) => createEngine(await openGpu(choice, ensureAdapter)),
      listAdapters: () => listAdapters(ensureAdapter),
      openBrowser: (choice) => openBrowser(choice, PAGE_FOLDER),
      checkParity: checkFable,
    },
    files: {
      openModel: openModelFolder,
      openFable: () => openModelFolder(fableFolder()),
      openFidelityFiles: () => openFidelityFolder(fableFolder()),
      readStandardInput: processInput,
    },
    board: hostBoard(dataFolder()),
    process: {
      onStopSignal: (handler) => {
        const told = withoutEcho(handler, supervised?.echo ?? 0, () => performance.now());
        const listeners = SIGNALS.map((signal) => ({ signal, listener: () => told(signal) }));
        for (const { signal, listener } of listeners) process.on(signal, listener);
        return () => {
          for (const { signal, listener } of listeners) process.off(signal, listener);
        };
      },
      observe: (notice) => observeMachine(notice),
      exitNow: (code) => process.exit(code),
    },
    startServer: ({ host, port }) => startServer({ folder: PAGE_FOLDER, host, port }),
    unfinished: unfinishedFiles(dataFolder(), (result) => history.keep(result)),
  };
}
