// All keys that act now, by group: a view of the registry. Keys: Escape closes. Pattern: modal dialog with lists.
import { useText } from '../i18n/intl.tsx';
import { ScrollRegion } from '../grid/ScrollRegion.tsx';
import { Dialog, DialogBody } from '../kit/Dialog.tsx';
import { Kbd } from '../kit/Kbd.tsx';
import { showOverlay } from '../session/actions.ts';
import { commandGroups } from './command.ts';
import { useAllCommands } from './CommandsProvider.tsx';
import styles from './KeySheet.module.css';

export function KeySheet() {
  const t = useText();
  const withKeys = useAllCommands().filter((command) => (command.keys?.length ?? 0) > 0 && (command.when?.() ?? true));
  return (
    <Dialog title={t('commands.keys.title')} isOpen onClose={() => showOverlay(null)} size="wide">
      <DialogBody>
        <ScrollRegion label={t('commands.keys.title')} className={styles['columns']}>
          {commandGroups.map((group) => {
            const members = withKeys.filter((command) => command.group === group);
            if (members.length === 0) return null;
            return (
              <section key={group} className={styles['group']} aria-label={t(`commands.group.${group}`)}>
                <h3 className={styles['heading']}>{t(`commands.group.${group}`)}</h3>
                <dl className={styles['list']}>
                  {members.map((command) => (
                    <div key={command.id} className={styles['line']}>
                      <dt>{t(command.label, command.labelValues)}</dt>
                      <dd className={styles['keys']}>{command.keys?.slice(0, 2).filter((keys) => keys !== '?').map((keys) => <Kbd key={keys} keys={keys} />)}</dd>
                    </div>
                  ))}
                </dl>
              </section>
            );
          })}
        </ScrollRegion>
      </DialogBody>
    </Dialog>
  );
}
