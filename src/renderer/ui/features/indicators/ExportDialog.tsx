// Saves indicators as STIX 2.1, CSV or rules: which format, and the strictest marking that may go out. Keys: those of a form dialog.
import { useState, type ReactNode } from 'react';
import type { LogId } from '#base';
import { tlpLabels } from '#domain';
import type { IndicatorFormat } from '#ipc';
import { useText } from '../../i18n/intl.tsx';
import { useFailureText, useWord } from '../../i18n/words.ts';
import { FormDialog } from '../../kit/Dialog.tsx';
import { RadioGroup } from '../../kit/RadioGroup.tsx';
import { Select } from '../../kit/Select.tsx';
import { showToast } from '../../kit/toasts.ts';
import { useDesktop, useEngine } from '../../port/ports.tsx';

const formats: readonly IndicatorFormat[] = ['stix-2.1', 'csv', 'hosts', 'suricata', 'yara'];

export function ExportDialog({ log, onClose }: { readonly log: LogId; readonly onClose: () => void }): ReactNode {
  const t = useText();
  const word = useWord();
  const failure = useFailureText();
  const engine = useEngine();
  const desktop = useDesktop();
  const [format, setFormat] = useState<IndicatorFormat>('stix-2.1');
  const [tlp, setTlp] = useState<(typeof tlpLabels)[number]>('AMBER');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async (): Promise<void> => {
    const made = await engine.call('export.indicators', { log, format, tlp });
    const saved = made.ok ? await desktop.call('file.save', { suggestedName: made.value.fileName, bytes: made.value.bytes }) : made;
    if (!saved.ok) {
      setError(saved.error.kind === 'cancelled' ? null : saved.error.kind === 'nothing-to-export' ? t('indicators.nothingGoesOut') : failure(saved.error.kind));
      return;
    }
    if (!made.ok) return;
    const leftOut = made.value.leftOut.map(({ count, reason }) => t('timeline.leftOutLine', { count, reason })).join('; ');
    showToast({ tone: 'ok', title: t('indicators.exported', { count: made.value.rows }), ...(leftOut === '' ? {} : { text: t('indicators.exportedWithout', { leftOut }) }) });
    onClose();
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    await save();
    setBusy(false);
  };
  return (
    <FormDialog isOpen title={t('indicators.exportTitle')} onClose={onClose} submitLabel={t('indicators.exportSubmit')} onSubmit={() => void submit()} isBusy={isBusy} error={error}>
      <RadioGroup label={t('indicators.exportFormat')} value={format} onChange={setFormat} choices={formats.map((value) => ({ value, label: t(`indicators.format.${value}`) }))} />
      <Select label={t('indicators.exportTlp')} help={t('indicators.exportTlpHelp')} value={tlp} onChange={setTlp} choices={tlpLabels.map((value) => ({ value, label: word('tlp', value) }))} />
    </FormDialog>
  );
}
