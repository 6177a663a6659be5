// Entry of the worker thread in which evidence is hashed and sealed. Built to one file of its own (docs/adr/0003).
import { parentPort } from 'node:worker_threads';
import { createExecutor, type Job } from './lane/jobs.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs in a worker thread');
const execute = createExecutor();
port.on('message', (job: Job) => {
  void execute.then((run) => port.postMessage(run(job)));
});
