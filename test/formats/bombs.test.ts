// Files that take no time to send and would take for ever, or all of the memory, to read carelessly. They are read on a
// thread that is ended when the time of one is over: a file of so many bytes deserves seconds.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { bombs } from './bombs.ts';

/** Many times what each takes; what is quadratic takes minutes. */
const seconds = 20;
const mostMegabytes = 1200;

let thread: Worker;
const start = async (): Promise<void> => {
  thread = new Worker(new URL('./bomb-thread-from-source.mjs', import.meta.url));
  await new Promise((ready) => thread.once('message', ready));
};
before(start);
after(() => thread.terminate());

for (const [name, { answer: expected }] of Object.entries(bombs))
  test(`${name}: answered in time and within ${mostMegabytes} MB`, async () => {
    const used = process.memoryUsage().rss;
    let most = used;
    let watch: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<unknown>((resolve, reject) => {
        const end = Date.now() + 1000 * seconds;
        watch = setInterval(() => {
          most = Math.max(most, process.memoryUsage().rss);
          if (Date.now() > end) reject(new Error(`no answer after ${seconds} s`));
        }, 20);
        thread.once('message', resolve).once('error', reject);
        thread.postMessage(name);
      });
      assert.match(String(answer), expected);
    } catch (error) {
      await thread.terminate();
      await start();
      throw error;
    } finally {
      clearInterval(watch);
      thread.removeAllListeners('error');
    }
    assert.ok(most - used < mostMegabytes * 1e6, `${Math.round((most - used) / 1e6)} MB`);
  });
