/** A server that is slow, or never comes to an end: what is waited for, and for how long. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { syncNet } from '../../../src/edge/net/fetch-sync';

const NOBODY = { user: '', password: '' };
const LIMIT_MS = 150;

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

async function serverThat(answers: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answers(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // as: it listens on a port
}

function trickle(response: ServerResponse): void {
  response.writeHead(200);
  const timer = setInterval(() => response.write('x'), 20);
  response.once('close', () => clearInterval(timer));
}

test.each<readonly [string, (response: ServerResponse) => void]>([
  ['never answers', () => {}],
  ['answers and says nothing more', (response) => response.writeHead(200).flushHeaders()],
  ['never comes to the end of what it says, a letter at a time', trickle],
])('a server that %s is told as slow', async (_what, answers) => {
  const origin = await serverThat(answers);
  expect(await syncNet(origin, NOBODY, LIMIT_MS).ask({ method: 'GET', url: origin })).toEqual({ ok: false, problem: { kind: 'too-slow' } });
});

/** What comes of so many bytes each second, of which each may take so long. */
async function cameOf(bytesASecond: number, seconds: number) {
  vi.useFakeTimers();
  let [said, isEnded] = [0, false];
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) =>
      new Promise<void>((resolve) => {
        setTimeout(() => {
          if (isEnded) return resolve();
          controller.enqueue(new Uint8Array(bytesASecond));
          said += 1;
          if (said === seconds) controller.close();
          resolve();
        }, 1_000);
      }),
    cancel: () => {
      isEnded = true;
    },
  });
  vi.stubGlobal('fetch', async (_url: string, { signal }: RequestInit) => {
    const ends = new TransformStream<Uint8Array, Uint8Array>();
    void body.pipeTo(ends.writable, { ...(signal && { signal }) }).catch(() => {});
    return new Response(ends.readable);
  });
  const asking = syncNet('https://cloud.example', NOBODY).ask({ method: 'GET', url: 'https://cloud.example/x' });
  for (let second = 0; second < 400; second++) await vi.advanceTimersByTimeAsync(1_000);
  return asking;
}

test('a slow line may take longer than an answer may be waited for, as long as enough comes', async () => {
  expect(await cameOf(4_000, 70)).toMatchObject({ ok: true, value: { bytes: { length: 280_000 } } });
  expect(await cameOf(500, 70)).toEqual({ ok: false, problem: { kind: 'too-slow' } });
  expect(await cameOf(4_000, 300)).toEqual({ ok: false, problem: { kind: 'too-slow' } }); // four minutes at the most
});
