// What the line was read as, before it is sealed: the absolute time in the zone and in UTC, links, tags, the authority, and what keeps it from being sealed.
import { formatOccurred, type Authority, type CaptureReading } from '#domain';
import { useText, type Translate } from '../../i18n/intl.tsx';
import styles from './Capture.module.css';

export interface ReadingProps { readonly reading: CaptureReading; readonly zone: string; /** The question about the time stands above the bar already. */ readonly isAsked: boolean }

export function Reading({ reading, zone, isAsked }: ReadingProps) {
  const t = useText();
  const parts = describeReading(reading, zone, t);
  const problems = reading.problems.filter((problem) => problem.kind !== 'empty');
  return (
    <>
      {reading.ambiguity === null || isAsked ? null : <span className={styles['warn']}>{reading.ambiguity.question}</span>}
      <span>{parts.join(' · ')}</span>
      {problems.map((problem) => <span key={`${problem.kind} ${problem.span.from}`} className={problem.severity === 'error' ? styles['danger'] : styles['warn']}>{problem.message}</span>)}
    </>
  );
}

/** The parts of a reading in the order in which they are read aloud. */
export function describeReading(reading: CaptureReading, zone: string, t: Translate): readonly string[] {
  const parts: string[] = [];
  if (reading.occurred !== null) parts.push(t('capture.read.time', { local: formatOccurred(reading.occurred, { in: 'zone', zone }), zone, utc: formatOccurred(reading.occurred, { in: 'utc' }) }));
  else if (reading.ambiguity === null && reading.timeSpans.length === 0) parts.push(t('capture.read.now'));
  const names = [...new Set(reading.links.map((link) => link.name))];
  if (names.length > 0) parts.push(t('capture.read.links', { names: names.join(', ') }));
  if (reading.people.length > 0) parts.push(t('capture.read.people', { names: reading.people.map((person) => person.name).join(', ') }));
  if (reading.tags.length > 0) parts.push(reading.tags.map((tag) => `#${tag}`).join(' '));
  if (reading.technique !== null) parts.push(reading.technique);
  const authority = reading.authority === null ? null : describeAuthority(reading.authority, t);
  if (authority !== null) parts.push(authority);
  return parts;
}

function describeAuthority(authority: Authority, t: Translate): string | null {
  switch (authority.basis) {
    case 'standing': return t('capture.read.authority.standing', { name: authority.reference });
    case 'approval': return t('capture.read.approval', { name: authority.approver });
    case 'override': return t('capture.read.authority.override', { name: authority.harm });
    case 'not-stated': return null;
  }
}
