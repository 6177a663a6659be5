// Two network namespaces with a cable between them, where this process may make them: the server in one, a client in the other, and nothing else in either.
import { spawnSync } from 'node:child_process';
import type { Place } from './processes.ts';

export interface Cable {
  readonly server: Place;
  readonly client: Place;
  /** Address of the server's end. */
  readonly address: string;
  readonly plug: (isIn: boolean) => void;
  /** Lets little through at a time, where the kernel has a queue for that. */
  readonly slow: (isSlow: boolean) => void;
  /** Bytes that went over it, both ways, since the count was begun. */
  readonly carried: () => number;
  readonly beginCount: () => void;
  readonly remove: () => void;
}

let made = 0;
/** Null where it cannot be: no root, no `ip`, no namespaces. */
export function createCable(): Cable | null {
  const name = `hf${process.pid.toString(36)}${(made += 1)}`;
  const [here, there] = [`${name}s`, `${name}c`];
  const ip = (...args: readonly string[]): boolean => spawnSync('ip', args, { stdio: 'ignore' }).status === 0;
  const within = (space: string, ...args: readonly string[]): boolean => ip('netns', 'exec', space, ...args);
  const remove = (): void => {
    ip('netns', 'del', here);
    ip('netns', 'del', there);
  };
  const steps = [
    () => process.getuid?.() === 0,
    () => ip('netns', 'add', here),
    () => ip('netns', 'add', there),
    () => ip('link', 'add', 'wire', 'netns', here, 'type', 'veth', 'peer', 'name', 'wire', 'netns', there),
    ...[[here, '10.213.0.1/24'], [there, '10.213.0.2/24']].flatMap(([space = '', address = '']) => [
      () => within(space, 'ip', 'link', 'set', 'lo', 'up'), () => within(space, 'ip', 'addr', 'add', address, 'dev', 'wire'), () => within(space, 'ip', 'link', 'set', 'wire', 'up'),
    ]),
  ];
  if (!steps.every((step) => step())) {
    remove();
    return null;
  }
  let before = 0;
  const total = (): number => {
    const counters = spawnSync('ip', ['netns', 'exec', here, 'cat', '/sys/class/net/wire/statistics/rx_bytes', '/sys/class/net/wire/statistics/tx_bytes'], { encoding: 'utf8' }).stdout.split('\n');
    return counters.reduce((sum, line) => sum + Number(line), 0);
  };
  const place = (space: string): Place => ['ip', 'netns', 'exec', space];
  return {
    server: place(here), client: place(there), address: '10.213.0.1', remove, carried: () => total() - before,
    beginCount: () => {
      before = total();
    },
    plug: (isIn) => void within(here, 'ip', 'link', 'set', 'wire', isIn ? 'up' : 'down'),
    slow: (isSlow) => {
      for (const space of [here, there]) {
        // Delay and loss, else a narrow pipe, else as it is.
        if (!isSlow) within(space, 'tc', 'qdisc', 'del', 'dev', 'wire', 'root');
        else if (!within(space, 'tc', 'qdisc', 'add', 'dev', 'wire', 'root', 'netem', 'delay', '20ms', 'loss', '2%')) within(space, 'tc', 'qdisc', 'add', 'dev', 'wire', 'root', 'tbf', 'rate', '8mbit', 'burst', '32kbit', 'latency', '200ms');
      }
    },
  };
}
