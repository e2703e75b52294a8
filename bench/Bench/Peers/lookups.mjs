// usage: node lookups.mjs HOST:PORT ANSWERS MEASURE.MJS CONNECTIONS SECONDS
// Looks the peers' sample of issues up on a ReplayGraph server, as their own benchmark does on theirs: keep-alive connections, each
// waiting for an answer before the next request, and every answer parsed into a list of replay ids. Prints lookups in a second.
import { readFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { pathToFileURL } from 'node:url';

const [address, answersFile, measureFile, connections, seconds] = process.argv.slice(2);
const [host, port] = address.split(':');
const { sample } = await import(pathToFileURL(measureFile));
const answers = JSON.parse(readFileSync(answersFile)).issues;
const keys = sample(answers, 2000, 1);

const lookup = (agent, key) => new Promise((resolve, reject) => {
  get({ agent, host, port, path: `/api/v1/default/issues/${key}/replays?limit=1000&fields=replay_id` }, answer => {
    const parts = [];
    answer.on('data', part => parts.push(part));
    answer.on('end', () => {
      if (answer.statusCode !== 200) return reject(new Error(`status ${answer.statusCode}`));
      resolve(JSON.parse(Buffer.concat(parts)).replays.map(replay => replay.replay_id));
    });
  }).on('error', reject);
});

async function run(forSeconds) {
  const begun = performance.now(), elapsed = () => (performance.now() - begun) / 1000;
  let next = 0, done = 0;
  await Promise.all(Array.from({ length: Number(connections) }, async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (elapsed() < forSeconds) {
      const key = keys[next++ % keys.length];
      const ids = await lookup(agent, key);
      const expected = Math.min(1000, answers[key].length);
      if (ids.length !== expected) throw new Error(`issue ${key}: ${ids.length} replays, not ${expected}`);
      done++;
    }
    agent.destroy();
  }));
  return done / elapsed();
}

await run(Number(seconds) / 2); // warms up both ends
console.log(await run(Number(seconds)));
