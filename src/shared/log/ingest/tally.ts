import type { Err, Failure, FeedId } from '#base';
import type { FrameFailure } from '../frame/types.ts';
import type { LogProblem, ReaderCounts } from './types.ts';

const MAX_PROBLEMS = 1000;
type Countable = 'frames' | 'sealed' | 'duplicates' | 'outOfOrder' | 'undecidedAuthors' | 'checkpoints';
type Where = { readonly feed: FeedId; readonly seq: number };

/** Counts and problems of a reader. */
export interface Tally {
  readonly count: (what: Countable) => void;
  readonly opened: (entries: number, unreadable: number) => void;
  /** `breach`: a membership operation that breaks a rule, in a frame that stands in its feed. */
  readonly note: (kind: LogProblem['kind'], where: Where | null, message: string, breach?: boolean) => LogProblem;
  /** Lists a problem for which there was no room when it was noted, once others were withdrawn. */
  readonly restate: (problem: LogProblem) => void;
  /** Takes a problem back that a later frame has explained. */
  readonly withdraw: (problem: LogProblem) => void;
  /** Notes a failure and hands it back. */
  readonly refuse: <K extends FrameFailure>(where: Where | null, failure: Err<Failure<K>>) => Err<Failure<K>>;
  readonly problems: () => readonly LogProblem[];
  readonly counts: () => Omit<ReaderCounts, 'waiting'>;
}

/** A tally at zero. */
export function createTally(): Tally {
  const problems: LogProblem[] = [];
  const counts = { frames: 0, opened: 0, sealed: 0, entries: 0, unreadableEntries: 0, duplicates: 0, outOfOrder: 0, problems: 0, undecidedAuthors: 0, checkpoints: 0 };
  function note(kind: LogProblem['kind'], where: Where | null, message: string, breach = false): LogProblem {
    const problem: LogProblem = { kind, feed: where?.feed ?? null, seq: where?.seq ?? null, message, ...(breach ? { breach } : {}) };
    counts.problems += 1;
    if (problems.length < MAX_PROBLEMS) problems.push(problem);
    return problem;
  }
  return {
    count: (what) => {
      counts[what] += 1;
    },
    opened: (entries, unreadable) => {
      counts.opened += 1;
      counts.entries += entries;
      counts.unreadableEntries += unreadable;
    },
    note,
    restate: (problem) => {
      if (problems.length < MAX_PROBLEMS && !problems.includes(problem)) problems.push(problem);
    },
    withdraw: (problem) => {
      counts.problems -= 1;
      const at = problems.indexOf(problem);
      if (at >= 0) problems.splice(at, 1);
    },
    refuse: (where, failure) => {
      note(failure.error.kind, where, failure.error.message);
      return failure;
    },
    problems: () => problems,
    counts: () => ({ ...counts }),
  };
}
