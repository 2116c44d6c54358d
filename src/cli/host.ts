/** What the commands need of the outside: streams, an engine, signals. node-host.ts is the real one; tests give their own. */
import type { GuardNotice } from '../benchmark/guards/guard';
import type { FidelityFiles } from '../benchmark/fidelity/files';
import type { ModelFiles } from '../model/files/folder';
import type { Engine, PowerPreference } from '../worker/protocol';
import type { AdapterChoice, ListedAdapter } from './adapter-choice';
import type { HostBoard } from './board/host-board';
import type { BrowserChoice, OpenedBrowser } from './browser/open-browser';
import type { ExitCode } from './exit-codes';
import type { History } from './history/history-folder';
import type { ReadStandardInput } from './read-text';
import type { Streams } from './streams';
import type { UnfinishedRuns } from './unfinished-run';

/** One thing that was compared, with the figures in words. */
export interface CheckLine {
  readonly passed: boolean;
  readonly text: string;
}

/** SIGHUP: the terminal was closed. */
export type StopSignal = 'SIGHUP' | 'SIGINT' | 'SIGTERM';

export interface HostGpus {
  /** @throws TokamarkError `no-adapter` where none can be set up, `option` where there is none such. */
  openEngine(choice: AdapterChoice): Promise<Engine>;
  listAdapters(): Promise<readonly ListedAdapter[]>;
  /** The engine of the page in a browser, which `close` ends. @throws TokamarkError `option` where it does not open the page */
  openBrowser(choice: BrowserChoice): Promise<OpenedBrowser>;
  /** Compares Fable with its reference on this engine, in each format. */
  checkParity(
    engine: Engine,
    power: PowerPreference,
    onProgress: (fraction: number, detail: string) => void,
  ): Promise<readonly CheckLine[]>;
}

/** What commands read. */
export interface HostFiles {
  openModel(folder: string): Promise<ModelFiles>;
  /** The model that comes with Tokamark. */
  openFable(): Promise<ModelFiles>;
  /** The same with its held-out passage and its reference figures. */
  openFidelityFiles(): Promise<FidelityFiles>;
  readonly readStandardInput: ReadStandardInput;
}

/** This process and the machine around it. */
export interface HostProcess {
  /** Calls `handler` at each signal, instead of ending the process, until the returned function is called. */
  onStopSignal(handler: (signal: StopSignal) => void): () => void;
  /** Tells what it sees of the machine, such as a busy processor, until the returned function is called. */
  observe(notice: (notice: GuardNotice) => void): () => void;
  exitNow(code: ExitCode): void;
}

export interface CliHost {
  /** Of the server that a run is held against (TOKAMARK_AGAINST_KEY); null for none. */
  readonly serverKey: string | null;
  readonly streams: Streams;
  readonly history: History;
  /** What a run leaves that is broken off. */
  readonly unfinished: UnfinishedRuns;
  /** Stack traces are wanted. */
  readonly debug: boolean;
  readonly gpus: HostGpus;
  readonly files: HostFiles;
  readonly process: HostProcess;
  readonly board: HostBoard;
  /** Serves the page; resolves with its address and what ends it. */
  startServer(options: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly url: string; close(): Promise<void> }>;
}
