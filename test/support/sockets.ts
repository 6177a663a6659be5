// Sees every network socket of processes while they run, from the kernel's own tables.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const tables = ['tcp', 'tcp6', 'udp', 'udp6', 'udplite', 'udplite6', 'raw', 'raw6', 'icmp', 'icmp6', 'packet'];

/** Looks at the network sockets that processes hold, as `table local remote`. Unix and netlink sockets are no network. */
export interface SocketWatch { readonly look: (pids: () => readonly number[]) => readonly string[] }

/**
 * Begins a watch of this network. A look reads the kernel's tables, which is cheap; only when they show a socket that
 * was not seen before does it ask which process holds it.
 */
export function watchSockets(): SocketWatch {
  const settled = new Set(rows('self').map(({ inode }) => inode));
  return {
    look: (pids) => {
      const fresh = rows('self').filter(({ inode }) => inode !== '0' && !settled.has(inode));
      if (fresh.length === 0) return [];
      const held = new Set(pids().flatMap((pid) => [...socketInodes(pid)]));
      const ours = fresh.filter(({ inode }) => held.has(inode));
      // Somebody else's stays somebody else's; one that nobody holds yet is looked at again.
      for (const { inode } of fresh) if (isHeldElsewhere(inode, held)) settled.add(inode);
      return ours.map(({ table, columns }) => `${table} ${columns[1]} ${columns[2]}`);
    },
  };
}

function isHeldElsewhere(inode: string, ours: ReadonlySet<string>): boolean {
  if (ours.has(inode)) return false;
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && socketInodes(Number(name)).has(inode));
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

interface Row { readonly table: string; readonly columns: readonly string[]; readonly inode: string }

function rows(pid: number | 'self'): readonly Row[] {
  return tables.flatMap((table) => read(`/proc/${pid}/net/${table}`).split('\n').slice(1).filter((line) => line.trim() !== '').map((line) => {
    const columns = line.trim().split(/\s+/);
    return { table, columns, inode: columns[table === 'packet' ? 8 : 9] ?? '' };
  }));
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
