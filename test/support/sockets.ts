// Sees every network socket of processes while they run, from the kernel's own tables.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'udplite', 'udplite6', 'raw', 'raw6', 'icmp', 'icmp6', 'packet'];

/** Sockets that the processes hold now, as `table local remote`. Unix and netlink sockets are no network. */
export function networkSocketsOf(pids: readonly number[]): readonly string[] {
  const found: string[] = [];
  for (const pid of pids) {
    const held = socketInodes(pid);
    if (held.size === 0) continue;
    for (const { table, columns } of rows(pid)) if (columns.some((column) => held.has(column))) found.push(`${table} ${columns[1]} ${columns[2]}`);
  }
  return found;
}

/** All sockets of the network namespace that a process lives in. */
export function namespaceSocketsOf(pid: number): readonly string[] {
  return rows(pid).map(({ table, columns }) => `${table} ${columns.slice(1, 3).join(' ')}`);
}

/** True once the process has left the network namespace of the test for its own. */
export function hasOwnNetwork(pid: number): boolean {
  const own = linkOf('/proc/self/ns/net');
  const theirs = linkOf(`/proc/${pid}/ns/net`);
  return theirs !== '' && theirs !== own;
}

/** Counters of a network namespace that grow with every attempt to speak, refused ones included. Null when the process has ended. */
export function attemptsIn(pid: number): Readonly<Record<string, number>> | null {
  const counters: Record<string, number> = {};
  const lines = read(`/proc/${pid}/net/snmp`).trim().split('\n');
  if (lines.length < 2) return null;
  for (let index = 0; index + 1 < lines.length; index += 2) {
    const [group = '', ...names] = (lines[index] ?? '').split(' ');
    const values = (lines[index + 1] ?? '').split(' ').slice(1);
    names.forEach((name, position) => (counters[`${group}${name}`] = Number(values[position])));
  }
  for (const line of read(`/proc/${pid}/net/snmp6`).trim().split('\n')) {
    const [name = '', value] = line.split(/\s+/);
    counters[name] = Number(value);
  }
  const watched = ['Tcp:ActiveOpens', 'Tcp:AttemptFails', 'Tcp:OutSegs', 'Udp:OutDatagrams', 'Udp:NoPorts', 'Ip:OutRequests', 'Ip:OutNoRoutes', 'Udp6OutDatagrams'];
  return Object.fromEntries(watched.map((name) => [name, counters[name] ?? 0]));
}

function rows(pid: number): readonly { readonly table: string; readonly columns: readonly string[] }[] {
  return tables.flatMap((table) => read(`/proc/${pid}/net/${table}`).split('\n').slice(1).filter((line) => line.trim() !== '').map((line) => ({ table, columns: line.trim().split(/\s+/) })));
}

function socketInodes(pid: number): ReadonlySet<string> {
  const inodes = new Set<string>();
  try {
    for (const name of readdirSync(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${name}`))?.[1];
      if (inode !== undefined) inodes.add(inode);
    }
  } catch {
    // It ended, or it is sandboxed away from us: then it has no network namespace to speak in.
  }
  return inodes;
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
