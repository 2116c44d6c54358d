/** Bodies that never come to an end: many connections that send a byte now and then, while others want to be answered. */
import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../../../server/board/src/config';
import { clientOf } from '../load/ask';
import { megabytes } from '../load/told';
import { timesOf } from '../load/times';
import { startBoard } from '../server-process';

const CONNECTIONS = 500;
const SECONDS = 90;

export async function* slowSection(config: Config['database']): AsyncGenerator<string> {
  const board = await startBoard('stub', config);
  const { hostname, port } = new URL(board.url);
  const before = board.memory();
  let closed = 0;
  const began = performance.now();
  let lastClosed = 0;
  const sockets = Array.from({ length: CONNECTIONS }, (_, i): Socket => {
    const socket = connect(Number(port), hostname);
    const head = ['POST /api/runs HTTP/1.1', 'Host: board.test', 'Content-Type: application/json'];
    socket.write(
      [...head, `X-Forwarded-For: 10.9.${i >> 8}.${i & 255}`, 'Content-Length: 200000', '', ''].join('\r\n'),
    );
    socket.on('error', () => undefined);
    socket.resume();
    socket.once('close', () => {
      closed += 1;
      lastClosed = (performance.now() - began) / 1000;
    });
    return socket;
  });
  const client = clientOf(board.url);
  const times: number[] = [];
  for (let second = 0; second < SECONDS && closed < CONNECTIONS; second++) {
    for (const socket of sockets) if (socket.writable) socket.write('1');
    const asked = performance.now();
    await client.ask({ method: 'GET', path: '/api/context' });
    times.push(performance.now() - asked);
    await delay(1000);
  }
  const after = board.memory();
  const byBoard = closed;
  for (const socket of sockets) socket.destroy();
  client.close();
  await board.stop();
  const told = timesOf(times);
  const grown = before === null || after === null ? 'unknown' : megabytes(after.most - before.now);
  yield [
    `### ${CONNECTIONS} bodies of which a byte comes each second\n`,
    `${byBoard} were closed by the board within ${SECONDS} s, the last after ${lastClosed.toFixed(0)} s. Others were answered meanwhile:`,
    `p50 ${told?.p50.toFixed(1) ?? '-'} ms, longest ${told?.max.toFixed(1) ?? '-'} ms. The board's memory grew by ${grown} at most.\n`,
  ].join('\n');
}
