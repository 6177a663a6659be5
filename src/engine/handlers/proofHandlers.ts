import { ok, type Handlers, type LogId } from '#base';
import type { EngineContract } from '#ipc';
import type { Core } from '../core/core.ts';
import { locked, unknownTarget } from '../core/failures.ts';
import { buildDocument } from '../documents/buildDocument.ts';
import { buildFile } from '../documents/buildFile.ts';
import { figuresDocument } from '../documents/figuresDocument.ts';
import { changesSinceIssue } from '../documents/changesSinceIssue.ts';
import { issueReport } from '../documents/issueReport.ts';
import { exportClocks, exportPackage, exportTimeline } from '../exports/exportJournal.ts';
import { checkJournal } from '../integrity/checkJournal.ts';
import { chainOf } from '../integrity/entryChain.ts';
import type { Session } from '../session/openSession.ts';

type Served = 'export.timeline' | 'export.clocks' | 'export.package' | 'document.build' | 'document.file' | 'figures.document' | 'report.changes' | 'report.issue' | 'integrity.check' | 'integrity.cancel' | 'integrity.chain';

/** What leaves the console, and what proves it. */
export function proofHandlers(core: Core): Pick<Handlers<EngineContract>, Served> {
  let run = 0;
  return {
    'export.timeline': async (input) => {
      const session = core.session();
      return session === null ? locked() : exportTimeline(core, session, input);
    },
    'export.clocks': async ({ log }) => {
      const session = core.session();
      return session === null ? locked() : exportClocks(core, session, log);
    },
    'export.package': async ({ log }) => {
      const session = core.session();
      return session === null ? locked() : exportPackage(core, session, log);
    },
    'document.build': async (input) => {
      const session = core.session();
      if (session === null) return locked();
      await settleStamps(session, input.log);
      return buildDocument(core, session, input);
    },
    'document.file': async (input) => {
      const session = core.session();
      if (session === null) return locked();
      await settleStamps(session, input.log);
      return buildFile(core, session, input);
    },
    'figures.document': async (input) => {
      const session = core.session();
      return session === null ? locked() : figuresDocument(core, session, input);
    },
    'report.changes': async (input) => {
      const session = core.session();
      return session === null ? locked() : changesSinceIssue(core, session, input);
    },
    'report.issue': async (input) => {
      const session = core.session();
      if (session === null) return locked();
      await settleStamps(session, input.log);
      return issueReport(core, session, input);
    },
    'integrity.check': async (input) => {
      const session = core.session();
      if (session === null) return locked();
      run += 1;
      const mine = run;
      return checkJournal(core, session, input, {
        cancelled: () => run !== mine || core.session() !== session,
        onProgress: (done, total) => core.announce({ name: 'integrity.progress', payload: { done, total } }),
      });
    },
    'integrity.cancel': async () => {
      run += 1;
      return ok({});
    },
    'integrity.chain': async ({ log, entryId }) => {
      const session = core.session();
      return session === null ? unknownTarget() : chainOf(core, session, log, entryId);
    },
  };
}

// A document says who witnessed the journal: what is in it must not depend on how far the checking of tokens has come.
async function settleStamps(session: Session, log: LogId): Promise<void> {
  const open = session.book.get(log)?.open;
  if (open !== undefined) await session.stamps.settle(open);
}
