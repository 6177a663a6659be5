// Hangs a node, with all below it, under another one: an amendment of its parent, with a reason. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { whyChain, type CauseNode } from '#domain';
import { useText } from '../../i18n/intl.tsx';
import { ReasonDialog } from '../../inspector/dialogs/ReasonDialog.tsx';
import { Select } from '../../kit/Select.tsx';

const TOP = 'top';

export function MoveDialog({ log, nodes, node, onClose }: { readonly log: LogId; readonly nodes: readonly CauseNode[]; readonly node: CauseNode; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const present = node.cause.body.parent;
  const places = nodes.filter(({ cause }) => cause.id !== present && !whyChain(nodes, cause.id).some((above) => above.cause.id === node.cause.id));
  const [target, setTarget] = useState<string | null>(null);
  return (
    <ReasonDialog
      log={log} title={t('scope.moveTitle')} explanation={t('scope.moveText', { text: node.cause.body.text })} label={t('inspector.amendReason')} submitLabel={t('scope.moveSubmit')} isReasonRequired onClose={onClose} canSubmit={target !== null}
      toDraft={(reason) => ({
        kind: 'amend', occurred: null,
        body: { target: node.cause.id, field: 'parent', reason, ...(present === undefined ? {} : { from: JSON.stringify(present) }), ...(target === null || target === TOP ? {} : { value: JSON.stringify(target) }) },
      })}
    >
      <Select
        label={t('scope.moveTo')} value={target} onChange={setTarget} isRequired autoFocus placeholder={t('scope.moveChoose')}
        choices={[...(present === undefined ? [] : [{ value: TOP, label: t('scope.moveTop') }]), ...places.map(({ cause, depth }) => ({ value: cause.id as string, label: `${'– '.repeat(Math.min(depth, 8))}${cause.body.text}` }))]}
      />
    </ReasonDialog>
  );
}
