// What an import brought, per incident, and what it did not. The button opens the incident.
import type { ReactNode } from 'react';
import type { LogId } from '#base';
import type { BundleImported, ImportedLog } from '#ipc';
import { useText, type Translate } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { showCode } from '../integrity/slipForm.ts';
import styles from './sync.module.css';

export function ImportResult({ result, onOpen }: { readonly result: BundleImported; readonly onOpen: (log: LogId) => void }): ReactNode {
  const t = useText();
  const incidents = useQuery('incidents', {});
  const titleOf = (log: LogId): string => {
    const card = incidents.state === 'ready' ? incidents.result.find((one) => one.log === log) : undefined;
    return card === undefined ? t('sync.importLog', { code: showCode(log.slice(0, 8)) }) : `${card.ref} ${card.title}`;
  };
  return (
    <div role="status" className={styles['stack']}>
      {result.logs.map((log) => (
        <section key={log.log} className={styles['result']} data-tone={toneOf(log)} aria-label={titleOf(log.log)}>
          <div className={styles['resultHead']}>
            <span className={styles['who']}>{titleOf(log.log)}</span>
            {log.isNew && log.isMember ? <Badge tone="accent">{t('sync.importNew')}</Badge> : null}
            {log.isMember ? <Button onPress={() => onOpen(log.log)}>{t('sync.importOpen')}</Button> : <span />}
          </div>
          {log.isMember ? <ul className={styles['results']}>{linesOf(log, t).map((line) => <li key={line}>{line}</li>)}</ul> : <p>{t('sync.importNotMember')}</p>}
        </section>
      ))}
      <ul className={styles['results']}>{othersOf(result, t).map((line) => <li key={line}>{line}</li>)}</ul>
    </div>
  );
}

function toneOf(log: ImportedLog): 'ok' | 'warn' | 'danger' {
  if (!log.isMember || log.forks > 0 || log.framesRefused > 0 || log.cosignaturesRefused > 0) return 'danger';
  return log.framesWaiting > 0 || log.headsNotHere.length > 0 || log.piecesDamaged > 0 || log.piecesLeft > 0 ? 'warn' : 'ok';
}

function linesOf(log: ImportedLog, t: Translate): readonly string[] {
  const some = (count: number, line: (values: { readonly count: number }) => string): readonly string[] => (count === 0 ? [] : [line({ count })]);
  return [
    t('sync.importAdded', { entries: log.entriesAdded, frames: log.framesAdded }),
    ...some(log.framesKnown, (values) => t('sync.importKnown', values)),
    ...some(log.piecesAdded, (values) => t('sync.importPieces', values)),
    ...some(log.cosignatures, (values) => t('sync.importCosignatures', values)),
    ...some(log.forks, (values) => t('sync.importForks', values)),
    ...some(log.framesRefused, (values) => t('sync.importRefused', values)),
    ...some(log.framesWaiting, (values) => t('sync.importWaiting', values)),
    ...some(log.headsNotHere.length, (values) => t('sync.importHeads', values)),
    ...some(log.piecesLeft, (values) => t('sync.importPiecesLeft', values)),
    ...some(log.piecesDamaged, (values) => t('sync.importPiecesDamaged', values)),
    ...some(log.cosignaturesRefused, (values) => t('sync.importCosignaturesRefused', values)),
  ];
}

function othersOf(result: BundleImported, t: Translate): readonly string[] {
  return [
    ...result.bundles.filter(({ partsMissing }) => partsMissing.length > 0).map(({ exporter, partsMissing }) => t('sync.importParts', { exporter: exporter.fingerprint, parts: partsMissing.join(', ') })),
    ...result.bundles.filter(({ exporter }) => !exporter.isMember).map(({ exporter }) => t('sync.importStranger', { exporter: exporter.fingerprint })),
    ...result.setAside.map(({ name, reason, at }) => {
      const why = t(`sync.class.${reason}`);
      return `${t('sync.importSetAside', { name })}: ${at === null ? why : t('sync.importDamagedAt', { reason: why, at })}`;
    }),
    ...(result.otherFiles === 0 ? [] : [t('sync.importOther', { count: result.otherFiles })]),
  ];
}
