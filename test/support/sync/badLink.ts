// A stretch of the network that does what networks do: it goes on, falls silent, resets, stops one way, or dawdles, at a byte that the test names. Whoever is on it sees only TCP.
import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** `up` leads to the server. */
export type Direction = 'up' | 'down';
/** What the link does: forwards; swallows everything and says nothing; has cut all connections and takes no other; forwards one direction only; forwards with so many milliseconds of delay for each piece. */
export type Weather = 'clear' | 'silent' | 'down' | 'deaf-up' | 'deaf-down' | 'slow';

export interface BadLink {
  readonly address: { readonly host: string; readonly port: number };
  /** Bytes that were forwarded since the count was begun. */
  readonly bytes: () => { readonly up: number; readonly down: number };
  readonly beginCount: () => void;
  /** Does something once, when so many bytes of the present count have gone in a direction. */
  readonly at: (direction: Direction, bytes: number, work: () => void) => void;
  /** `down` also ends the connections that exist, with a reset. */
  readonly turn: (weather: Weather) => void;
  /** Lets at most so many bytes a second pass in each direction, also after a pause; null lets all pass. */
  readonly pace: (bytesPerSecond: number | null) => void;
  /** Everything that went by, one direction after the other. */
  readonly taken: () => readonly Buffer[];
  readonly close: () => Promise<void>;
}

const DELAY_MS = 15;

export async function createBadLink(to: { readonly host: string; readonly port: number }, options: { readonly keeps?: boolean } = {}): Promise<BadLink> {
  let weather: Weather = 'clear';
  let perSecond: number | null = null;
  const dueAt = { up: 0, down: 0 };
  let count = { up: 0, down: 0 };
  let waits: { readonly direction: Direction; readonly bytes: number; readonly work: () => void }[] = [];
  const pairs = new Set<readonly [net.Socket, net.Socket]>();
  const taken = { up: [] as Buffer[], down: [] as Buffer[] };

  function passes(direction: Direction): boolean {
    return weather === 'clear' || weather === 'slow' || (weather === 'deaf-up' && direction === 'down') || (weather === 'deaf-down' && direction === 'up');
  }
  async function crawl(direction: Direction, bytes: number): Promise<void> {
    if (perSecond === null) return;
    const now = performance.now();
    dueAt[direction] = Math.max(now, dueAt[direction]) + (bytes / perSecond) * 1_000;
    await new Promise((resolve) => setTimeout(resolve, dueAt[direction] - now));
  }
  async function forward(from: net.Socket, into: net.Socket, direction: Direction): Promise<void> {
    for await (const piece of from as AsyncIterable<Buffer>) {
      // In small steps, so that a cut falls inside a message.
      for (let at = 0; at < piece.length && passes(direction); at += 4_096) {
        const part = piece.subarray(at, at + 4_096);
        if (weather === 'slow') await new Promise((resolve) => setTimeout(resolve, DELAY_MS));
        await crawl(direction, part.length);
        if (options.keeps === true) taken[direction].push(Buffer.from(part));
        if (into.destroyed) return;
        count = { ...count, [direction]: count[direction] + part.length };
        if (!into.write(part)) await new Promise<void>((resolve) => {
          into.once('drain', resolve);
          into.once('close', resolve);
        });
        const due = waits.filter((wait) => wait.direction === direction && count[direction] >= wait.bytes);
        waits = waits.filter((wait) => !due.includes(wait));
        for (const { work } of due) work();
      }
    }
  }
  const server = net.createServer((client) => {
    if (weather === 'down') {
      client.resetAndDestroy();
      return;
    }
    const upstream = net.connect({ host: to.host, port: to.port });
    const pair = [client, upstream] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      // The silent link tells nobody that the other side has gone.
      if (weather === 'silent') return;
      client.destroy();
      upstream.destroy();
    };
    for (const socket of pair) {
      socket.on('error', end);
      socket.on('close', end);
    }
    void forward(client, upstream, 'up').catch(() => undefined).finally(end);
    void forward(upstream, client, 'down').catch(() => undefined).finally(end);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: { host: '127.0.0.1', port: (server.address() as AddressInfo).port },
    bytes: () => count,
    beginCount: () => {
      count = { up: 0, down: 0 };
      waits = [];
    },
    at: (direction, bytes, work) => void waits.push({ direction, bytes, work }),
    turn: (next) => {
      weather = next;
      if (next !== 'down') return;
      for (const pair of pairs) for (const socket of pair) socket.resetAndDestroy();
    },
    pace: (bytesPerSecond) => {
      perSecond = bytesPerSecond;
    },
    taken: () => [...taken.up, ...taken.down],
    close: async () => {
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
