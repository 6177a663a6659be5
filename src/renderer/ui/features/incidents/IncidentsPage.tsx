// The incidents of the vault, newest work first. Keys: `/` searches, `n` makes a new one, arrows and Enter open. Pattern: ARIA grid list.
import { useMemo, useRef, useState } from 'react';
import { GridList, GridListHeader, GridListItem, GridListSection, Input, SearchField } from 'react-aria-components';
import type { LogId } from '#base';
import { nameOfOther, type MarkedIncident, type SameIncident } from '#domain';
import type { IncidentCard, UnreadableIncident } from '#ipc';
import { matchesWords } from '../../commands/match.ts';
import type { Command } from '../../commands/command.ts';
import { useCommands } from '../../commands/CommandsProvider.tsx';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { Badge, SeverityBadge, TlpBadge } from '../../kit/Badge.tsx';
import { Button } from '../../kit/Button.tsx';
import { cx } from '../../kit/cx.ts';
import { Instant } from '../../kit/DateTime.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { ErrorState } from '../../kit/ErrorState.tsx';
import { Icon } from '../../kit/Icon.tsx';
import { Skeleton } from '../../kit/Skeleton.tsx';
import { useQuery } from '../../port/useQuery.ts';
import { openIncident, openReadiness, showOverlay, showPage } from '../../session/actions.ts';
import { useSession } from '../../session/store.ts';
import { StatusLine } from '../../shell/StatusLine.tsx';
import { TopBar } from '../../shell/TopBar.tsx';
import { isUnanswered } from '../conflicts/useSameIncidents.ts';
import { groupCards } from './groupCards.ts';
import styles from './Incidents.module.css';

export function IncidentsPage() {
  const t = useText();
  const failure = useFailureText();
  const query = useQuery('incidents', {});
  const broken = useQuery('unreadable', {});
  const pairs = useQuery('sameIncidents', {});
  const mayBe = mayBeOf(pairs.state === 'ready' ? pairs.result : []);
  const vaultName = useSession((state) => state.report?.vaultName ?? '');
  const [needle, setNeedle] = useState('');
  const search = useRef<HTMLInputElement>(null);
  useCommands(useMemo((): readonly Command[] => [
    { id: 'incident.new', label: 'incidents.command.new', keywords: 'incidents.command.new.keywords', group: 'record', keys: ['n'], undo: 'none', run: () => showOverlay('new-incident') },
    { id: 'report.new', label: 'incidents.command.report', keywords: 'incidents.command.report.keywords', group: 'record', keys: ['r'], undo: 'none', run: () => showOverlay('new-report') },
    { id: 'members.join', label: 'members.join', keywords: 'members.join.keywords', group: 'record', keys: ['j'], undo: 'none', run: () => showOverlay('join') },
    { id: 'sync.import', label: 'sync.import', keywords: 'sync.import.keywords', group: 'record', keys: ['i'], undo: 'none', run: () => showOverlay('import') },
    { id: 'network.open', label: 'network.dialog', keywords: 'network.connect.keywords', group: 'record', keys: ['s'], undo: 'none', run: () => showOverlay('network') },
    { id: 'incidents.search', label: 'incidents.command.search', group: 'screen', keys: ['/'], undo: 'none', run: () => search.current?.focus() },
  ], []));
  const cards = query.state === 'ready' ? query.result : [];
  const unreadable = broken.state === 'ready' ? broken.result : [];
  const shownUnreadable = unreadable.filter((one) => matchesWords(`${t(one.isSealed === true ? 'incidents.sealed' : 'incidents.unreadable')} ${one.log}`, needle));
  const shown = cards.filter((card) => matchesWords(`${card.ref} ${card.title}`, needle)).toSorted((a, b) => b.lastEntryAt - a.lastEntryAt);
  const groups = groupCards(shown);
  return (
    <div className={styles['page']}>
      <header className={styles['header']}><TopBar onlyHere={null}><h1 className={styles['vault']}>{vaultName}</h1></TopBar></header>
      <main className={styles['main']} aria-label={t('incidents.title')}>
        <div className={styles['bar']}>
          <h2 className={styles['title']}>{t('incidents.title')}</h2>
          <SearchField aria-label={t('incidents.search')} value={needle} onChange={setNeedle} className={cx(styles['search'])}>
            <Input ref={search} className={cx(styles['input'])} placeholder={t('incidents.search')} />
          </SearchField>
          <Button onPress={() => openReadiness()}>{t('readiness.open')}</Button>
          <Button onPress={() => showPage('metrics')}>{t('metrics.open')}</Button>
          <Button keys="j" onPress={() => showOverlay('join')}>{t('members.join')}</Button>
          <Button keys="i" onPress={() => showOverlay('import')}>{t('sync.import')}</Button>
          <Button keys="s" onPress={() => showOverlay('network')}>{t('network.dialog')}</Button>
          <Button keys="r" onPress={() => showOverlay('new-report')}>{t('incidents.newReport')}</Button>
          <Button variant="primary" keys="n" onPress={() => showOverlay('new-incident')}>{t('incidents.new')}</Button>
        </div>
        {query.state === 'loading' ? <Skeleton /> : null}
        {query.state === 'failed' ? <ErrorState title={failure(query.kind)} /> : null}
        {query.state === 'ready' && cards.length === 0 && broken.state === 'ready' && unreadable.length === 0 ? (
          <EmptyState title={t('incidents.empty.title')} text={t('incidents.empty.text')}><Button variant="primary" size="large" keys="n" onPress={() => showOverlay('new-incident')}>{t('incidents.new')}</Button></EmptyState>
        ) : null}
        {cards.length + unreadable.length > 0 && shown.length + shownUnreadable.length === 0 ? <EmptyState title={t('incidents.noMatch')} /> : null}
        {shown.length + shownUnreadable.length > 0 ? (
          <GridList aria-label={t('incidents.title')} className={cx(styles['list'])} onAction={(key) => openIncident(String(key) as LogId)} autoFocus>
            {shownUnreadable.map((one) => <BrokenCard key={one.log} incident={one} />)}
            {groups.length < 2 ? shown.map((card) => <Card key={card.log} card={card} mayBe={mayBe.get(card.log) ?? []} />) : groups.map(({ group, members }) => (
              <GridListSection key={group} className={cx(styles['group'])}>
                <GridListHeader className={cx(styles['groupName'])}>{t(`incidents.group.${group}`, { count: members.length })}</GridListHeader>
                {members.map((card) => <Card key={card.log} card={card} mayBe={mayBe.get(card.log) ?? []} />)}
              </GridListSection>
            ))}
          </GridList>
        ) : null}
      </main>
      <StatusLine entries={null} />
    </div>
  );
}

function Card({ card, mayBe }: { readonly card: IncidentCard; readonly mayBe: readonly MarkedIncident[] }) {
  const t = useText();
  const word = useWord();
  return (
    <GridListItem id={card.log} textValue={`${card.ref} ${card.title}`} className={cx(styles['card'])}>
      <div className={styles['first']}>
        <span className={styles['ref']}>{card.ref}</span>
        <b className={styles['name']}>{card.title}</b>
        <SeverityBadge severity={card.severity} />
        <TlpBadge tlp={card.tlp} />
        {card.exercise ? <Badge tone="late">{t('shell.exercise')}</Badge> : null}
      </div>
      <div className={styles['second']}>
        <Badge tone={card.state === 'closed' ? 'ok' : 'accent'}>{word('incidentState', card.state)}</Badge>
        <span>{t('incidents.entries', { count: card.entries })}</span>
        <span>{t('incidents.evidence', { count: card.evidence })}</span>
        <span className={styles['last']}>{t('incidents.last')} <Instant at={card.lastEntryAt} detail="minute" /></span>
      </div>
      {mayBe.length === 0 ? null : <div className={styles['mayBe']}><Icon name="warning" />{t('conflicts.same.inList', { refs: mayBe.map((other) => `${nameOfOther(other, card)} ${other.title}`).join(', ') })}</div>}
    </GridListItem>
  );
}

/** Of each incident, the others that may be the same while nobody has said whether they are. */
function mayBeOf(pairs: readonly SameIncident[]): ReadonlyMap<LogId, readonly MarkedIncident[]> {
  const found = new Map<LogId, readonly MarkedIncident[]>();
  for (const { sides: [one, other] } of pairs.filter(isUnanswered)) {
    found.set(one.log, [...(found.get(one.log) ?? []), other]);
    found.set(other.log, [...(found.get(other.log) ?? []), one]);
  }
  return found;
}

/** Stands in for an incident whose first frames are damaged or missing, so that it does not vanish from the list. */
function BrokenCard({ incident }: { readonly incident: UnreadableIncident }) {
  const t = useText();
  return (
    <GridListItem id={incident.log} textValue={`${t(incident.isSealed === true ? 'incidents.sealed' : 'incidents.unreadable')} ${incident.log}`} className={cx(styles['card'])}>
      <div className={styles['first']}>
        <span className={styles['ref']}>{incident.log.slice(0, 8)}</span>
        <b className={styles['name']}>{t(incident.isSealed === true ? 'incidents.sealed' : 'incidents.unreadable')}</b>
        {incident.isSealed === true ? <Badge>{t('incidents.sealed.badge')}</Badge> : <Badge tone="danger">{t(incident.isHere ? 'incidents.unreadable.damaged' : 'incidents.unreadable.gone')}</Badge>}
      </div>
      <div className={styles['second']}>
        <span>{t('incidents.unreadable.frames', { frames: incident.frames, entries: incident.entries })}</span>
        <span className={styles['last']}>{t(incident.isSealed === true ? 'incidents.sealed.open' : 'incidents.unreadable.open')}</span>
      </div>
    </GridListItem>
  );
}
