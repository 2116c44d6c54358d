/** The `tokamark` command: gives the commands the real engine and the real outside, and ends with their exit code. */
import './clean-environment';
import { totalmem } from 'node:os';
import { bytes } from '../foundation/units';
import { clockResolution, systemClock } from '../benchmark/clock';
import { createEngine } from '../worker/engine';
import { NO_LOCK } from '../worker/gpu-lock';
import { nodeEnvironment } from './environment';
import { reportFailure } from './failure';
import { main } from './main';
import { nodeHost } from './node-host';
import { serverBeside } from './server-beside';
import { machineMeter } from './power/machine-meter';
import { cacheFolder, tuningFiles } from './tuning-file';

const host = nodeHost({
  createEngine: (gpu) =>
    createEngine({
      gpu,
      environment: () => nodeEnvironment(clockResolution(systemClock)),
      memory: bytes(totalmem()),
      tuningStore: tuningFiles(cacheFolder()),
      gpuLock: NO_LOCK,
      power: machineMeter(),
      peers: serverBeside,
    }),
});

process.on('uncaughtException', (error) => {
  process.exit(reportFailure(error, host.streams, host.debug));
});

// Dawn's threads would keep the process, or crash it on the way out: it ends when the command has, with all output written.
process.exit(await main(process.argv.slice(2), host));
