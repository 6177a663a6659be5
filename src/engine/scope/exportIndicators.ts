import { fail, textToBytes, type Failure, type In, type LogId, type Result } from '#base';
import { selectIndicators, writeHosts, writeIndicatorCsv, writeStix, writeSuricata, writeYara, type OutgoingIndicator, type WrittenIndicators } from '#formats';
import type { EngineContract, ExportedFile, IndicatorFormat, RecordFailure } from '#ipc';
import type { Core } from '../core/core.ts';
import { unknownTarget } from '../core/failures.ts';
import { fileStem, recorded } from '../exports/exportJournal.ts';
import type { Session } from '../session/openSession.ts';

const extensions: Readonly<Record<IndicatorFormat, string>> = { 'stix-2.1': 'stix.json', csv: 'csv', hosts: 'hosts.txt', suricata: 'rules', yara: 'yar' };

/** Indicators in one format, at most as strictly marked as asked for; recorded as an export before they leave the console. */
export async function exportIndicators(core: Core, session: Session, { log, format, tlp }: In<EngineContract, 'export.indicators'>): Promise<Result<ExportedFile, Failure<'nothing-to-export' | RecordFailure>>> {
  const open = session.book.get(log)?.open;
  if (open === undefined) return unknownTarget();
  const { outgoing, leftOut } = selectIndicators(open.state(), tlp, core.time.now());
  const written = write(log, format, outgoing);
  if (written.rows === 0) return fail('nothing-to-export', 'no indicator goes into this format under this marking');
  return recorded(core, session, log, {
    fileName: `${fileStem(core, open)}-indicators.${extensions[format]}`, bytes: textToBytes(written.text), rows: written.rows, leftOut: [...leftOut, ...written.leftOut],
  }, { format: `indicators-${format}`, filter: `TLP:${tlp}` });
}

function write(log: LogId, format: IndicatorFormat, indicators: readonly OutgoingIndicator[]): WrittenIndicators {
  switch (format) {
    case 'stix-2.1': return writeStix(log, indicators);
    case 'csv': return writeIndicatorCsv(indicators);
    case 'hosts': return writeHosts(indicators);
    case 'suricata': return writeSuricata(indicators);
    case 'yara': return writeYara(indicators);
  }
}
