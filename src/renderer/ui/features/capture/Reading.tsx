// What the line was read as, before it is sealed: the absolute time in the zone and in UTC, links, tags, the approval. Polite status of the bar.
import { formatOccurred } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import type { CaptureReading } from './readCaptureLine.ts';
import styles from './Capture.module.css';

export function Reading({ reading, zone }: { readonly reading: CaptureReading; readonly zone: string }) {
  const t = useText();
  const parts: string[] = [];
  if (reading.time.state === 'read') {
    const { occurred } = reading.time;
    parts.push(t('capture.read.time', { local: formatOccurred(occurred, { in: 'zone', zone }), zone, utc: formatOccurred(occurred, { in: 'utc' }) }));
  } else if (reading.time.state === 'empty') parts.push(t('capture.read.now'));
  if (reading.links.length > 0) parts.push(t('capture.read.links', { names: reading.links.map((link) => link.label).join(', ') }));
  if (reading.tags.length > 0) parts.push(reading.tags.map((tag) => `#${tag}`).join(' '));
  if (reading.approver !== null) parts.push(t('capture.read.approval', { name: reading.approver }));
  return (
    <>
      {reading.time.state === 'ambiguous' ? <span className={styles['warn']}>{t('capture.read.ambiguous')}</span> : null}
      <span>{parts.join(' · ')}</span>
      {reading.unknown.length === 0 ? null : <span className={styles['warn']}>{t('capture.read.unknown', { names: reading.unknown.join(', ') })}</span>}
    </>
  );
}
