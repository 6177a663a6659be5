import type { RandomBytes, UnixMs } from '#base';

/** How soon what was sealed goes out, and how often is asked for what others wrote. */
const LOOK_MS = 2_000;
const ASK_EVERY_LOOKS = 5;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 300_000;

interface Options {
  readonly now: () => UnixMs;
  readonly random: RandomBytes;
  /** Something was sealed here that the server has not seen. */
  readonly hasNews: () => boolean;
  readonly mayRun: () => boolean;
  /** Runs something when nothing else uses the connection. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Runs a round within a turn; answers whether it went well. */
  readonly run: () => Promise<boolean>;
}
export interface RoundTimer {
  readonly start: () => void;
  readonly stop: () => void;
  /** A round now, unless one must still wait after a failure. Within a turn. */
  readonly runNow: () => Promise<void>;
}

/** Looks every two seconds for something to send, and asks every ten; after a failure it waits twice as long each time, up to five minutes (docs/spec/sync.md section 3.4). */
export function createRoundTimer({ now, random, hasNews, mayRun, inTurn, run }: Options): RoundTimer {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  let retryMs = 0;
  let retryAt = 0;

  async function look(): Promise<void> {
    looks += 1;
    const isDue = looks % ASK_EVERY_LOOKS === 0 || hasNews();
    if (isDue && mayRun() && now() >= retryAt) await inTurn(runNow);
  }
  async function runNow(): Promise<void> {
    if (!mayRun() || now() < retryAt) return;
    retryMs = (await run()) ? 0 : Math.min(LAST_RETRY_MS, Math.max(FIRST_RETRY_MS, retryMs * 2));
    // Not all consoles at the same moment.
    retryAt = now() + retryMs * (1 + (random(1)[0] ?? 0) / 512);
  }
  function start(): void {
    clearTimeout(timer);
    const own = setTimeout(() => void look().finally(() => {
      if (timer === own) start();
    }), LOOK_MS);
    timer = own;
  }
  return {
    start, runNow,
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
