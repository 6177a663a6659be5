// Which dialog of the screen is open. Keys: those of the dialog.
import type { ReactNode } from 'react';
import type { LogId, UnixMs } from '#base';
import type { Entity, PackRow, RegimeRow } from '#domain';
import { AnswerDialog } from './AnswerDialog.tsx';
import { CalendarDialog } from './CalendarDialog.tsx';
import { DecideDialog } from '../clocks/DecideDialog.tsx';
import { PackDialog } from './PackDialog.tsx';
import { RegimeDialog } from './RegimeDialog.tsx';
import type { RegulationDialog } from './dialogs.ts';
import { SubmissionDialog } from './SubmissionDialog.tsx';
import { WorksheetDialog } from './WorksheetDialog.tsx';

export interface OpenDialogProps {
  readonly log: LogId; readonly open: RegulationDialog; readonly onOpen: (open: RegulationDialog | null) => void; readonly regimes: readonly RegimeRow[]; readonly packs: readonly PackRow[]; readonly calendars: readonly Entity<'calendar'>[];
  readonly zone: string; readonly now: UnixMs;
}

export function OpenDialog({ log, open, onOpen, regimes, packs, calendars, zone, now }: OpenDialogProps): ReactNode {
  const row = 'regime' in open ? regimes.find(({ regime }) => regime.id === open.regime) : undefined;
  const close = (): void => onOpen(null);
  switch (open.type) {
    case 'regime': return row === undefined ? null : <RegimeDialog row={row} zone={zone} onOpen={onOpen} onClose={close} />;
    case 'answer': return row === undefined ? null : <AnswerDialog log={log} row={row} onClose={close} />;
    case 'submission': return row === undefined ? null : <SubmissionDialog log={log} row={row} onClose={close} />;
    case 'worksheet': return <WorksheetDialog log={log} regime={open.regime} worksheet={open.worksheet} onClose={close} />;
    case 'decide': {
      const off = row?.off.find(({ id }) => id === open.clock);
      const clock = row?.clocks.find(({ id }) => id === open.clock) ?? (off === undefined ? undefined : { ...off, slot: 1, subject: null, state: 'armed' as const, overdueOnArrival: false, regime: open.regime });
      return clock === undefined ? null : <DecideDialog log={log} clock={clock} {...(off === undefined ? {} : { only: 'confirm' as const })} onClose={close} />;
    }
    case 'pack': {
      const pack = packs.find(({ id }) => id === open.pack);
      return pack === undefined ? null : <PackDialog log={log} pack={pack} now={now} onClose={close} />;
    }
    case 'import': return <PackDialog log={log} pack={null} now={now} onClose={close} />;
    case 'calendar': return <CalendarDialog log={log} from={calendars.find(({ id }) => id === open.from) ?? null} onClose={close} />;
  }
}
