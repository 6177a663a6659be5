// Looks a technique up without a network: ATT&CK and D3FEND by id or words, by tactic, with what took the place of a revoked id.
// Keys: type to narrow, Down into the list, Enter copies the id, Escape closes. Pattern: modal dialog with a search field and a grid list.
import { useMemo, useState, type ReactNode } from 'react';
import { GridList, GridListItem } from 'react-aria-components';
import { searchTechniques, successorOf, techniqueTable, type TechniqueRow, type TechniqueTable, type TechniqueTableName } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { Badge } from '../../kit/Badge.tsx';
import { cx } from '../../kit/cx.ts';
import { Dialog, DialogBody } from '../../kit/Dialog.tsx';
import { SegmentedControl } from '../../kit/SegmentedControl.tsx';
import { Select } from '../../kit/Select.tsx';
import { TextField } from '../../kit/TextField.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop } from '../../port/ports.tsx';
import { showOverlay } from '../../session/actions.ts';
import styles from './techniques.module.css';

const MOST_ROWS = 100;
const tables: readonly TechniqueTableName[] = ['attack', 'd3fend'];

export function TechniquesDialog(): ReactNode {
  const t = useText();
  const [name, setName] = useState<TechniqueTableName>('attack');
  const [text, setText] = useState('');
  const [tactic, setTactic] = useState('');
  const table = techniqueTable(name);
  const found = useMemo(() => searchTechniques(table, { text, tactic: tactic === '' ? null : tactic }, MOST_ROWS), [table, text, tactic]);
  const copy = useCopy();
  return (
    <Dialog isOpen size="wide" title={t('techniques.title')} onClose={() => showOverlay(null)}>
      <DialogBody>
        <div className={styles['bar']}>
          <SegmentedControl label={t('techniques.table')} value={name} onChange={(next) => { setName(next); setTactic(''); }} choices={tables.map((value) => ({ value, label: t(`techniques.table.${value}`, { version: techniqueTable(value).version }) }))} />
          <div className={styles['grow']}><TextField label={t('techniques.search')} placeholder={t('techniques.placeholder')} value={text} onChange={setText} autoFocus maxLength={100} /></div>
          <Select label={t('techniques.tactic')} value={tactic} onChange={setTactic} choices={[{ value: '', label: t('techniques.anyTactic') }, ...table.tactics.map((each) => ({ value: each.id, label: each.name }))]} />
        </div>
        <GridList aria-label={t('techniques.found')} className={cx(styles['list'])} onAction={(id) => copy(String(id))} renderEmptyState={() => <p className={styles['none']}>{t('techniques.none')}</p>}>
          {found.map((row) => <Row key={row.id} row={row} table={table} />)}
        </GridList>
        <p className={styles['notice']}>{t(found.length === MOST_ROWS ? 'techniques.more' : 'techniques.count', { count: found.length })}{' '}{t(`techniques.notice.${name}`)}</p>
      </DialogBody>
    </Dialog>
  );
}

function Row({ row, table }: { readonly row: TechniqueRow; readonly table: TechniqueTable }): ReactNode {
  const t = useText();
  const tactics = row.tactics.map((id) => table.tactics.find((tactic) => tactic.id === id)?.name ?? id).join(', ');
  const successor = table.name === 'attack' ? successorOf(row.id) : null;
  return (
    <GridListItem id={row.id} textValue={`${row.id} ${row.name}`} className={cx(styles['row'])}>
      <span className={styles['id']}>{row.id}</span>
      <span className={styles['name']}>{row.name}</span>
      <span className={styles['tactics']}>{tactics}</span>
      {successor === null ? null : <Badge tone="warn">{t(successor.since === null ? 'techniques.revoked' : 'techniques.revokedSince', { id: successor.id, since: successor.since ?? '' })}</Badge>}
      {row.isDropped ? <Badge tone="warn">{t('techniques.dropped')}</Badge> : null}
    </GridListItem>
  );
}

function useCopy(): (id: string) => void {
  const t = useText();
  const desktop = useDesktop();
  return (id) => {
    void desktop.call('clipboard.writeText', { text: id }).then((answer) => { if (answer.ok) showToast({ tone: 'plain', title: t('techniques.copied', { id }) }); });
  };
}
