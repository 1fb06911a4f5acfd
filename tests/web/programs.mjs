// SPDX-License-Identifier: GPL-3.0-or-later
// The real programs: an archive made of the sample and of records that a test needs, served on a
// free port of this machine.

import {execFile, spawn} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {promisify} from 'node:util';

const kStart = 30_000;  // Milliseconds until the server must be ready; sanitizers are slow.

function needed(name) {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}

async function free_port() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function until_ready(base, child) {
  const end = Date.now() + kStart;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`the server ended with status ${child.exitCode}`);
    try {
      if ((await fetch(`${base}/readyz`)).ok) return;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  throw new Error('the server did not become ready');
}

function stop(child) {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
  });
}

async function index(folder, records) {
  const archive = join(folder, 'archive');
  const extra = join(folder, 'extra.jsonl');
  await writeFile(extra, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  await promisify(execFile)(
      needed('BACKFILE_INDEX'), ['add', '--archive', archive, needed('BACKFILE_SAMPLE'), extra]);
  return archive;
}

async function get_json(base, path) {
  const response = await fetch(`${base}/api/v1${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

// Indexes the sample and `records`, then serves them: {base, api(path), close()}.
export async function serve_archive(records) {
  const folder = await mkdtemp(join(tmpdir(), 'backfile-page-'));
  let child = null;
  const close = async () => {
    if (child) await stop(child);
    await rm(folder, {recursive: true, force: true});
  };
  try {
    const archive = await index(folder, records);
    const address = `127.0.0.1:${await free_port()}`;
    child = spawn(
        needed('BACKFILE_SERVER'), ['--archive', archive, '--listen', address, '--quiet'],
        {stdio: ['ignore', 'ignore', 'inherit']});
    const base = `http://${address}`;
    await until_ready(base, child);
    return {base, close, api: (path) => get_json(base, path)};
  } catch (error) {
    await close();
    throw error;
  }
}
