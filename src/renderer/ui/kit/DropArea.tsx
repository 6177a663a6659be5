// A place for dropped files and pasted pictures. Keys: Enter opens the file dialog, Ctrl V pastes while it has the focus. Pattern: ARIA button with drop zone.
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { cx } from './cx.ts';
import styles from './DropArea.module.css';

export interface DropAreaProps {
  /** Real files as the system hands them over: the preload turns them into grants. */
  readonly onFiles: (files: readonly File[]) => void;
  /** Pressed: open the file dialog. */
  readonly onPress: () => void;
  readonly label: string;
  readonly children: ReactNode;
}

export function DropArea({ onFiles, onPress, label, children }: DropAreaProps) {
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  const accept = (event: DragEvent): void => {
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
  };
  return (
    <div
      className={cx(styles['area'], isOver && styles['over'])}
      onDragEnter={(event) => { accept(event); depth.current += 1; setOver(true); }}
      onDragOver={accept}
      onDragLeave={() => { depth.current -= 1; if (depth.current <= 0) setOver(false); }}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length > 0) onFiles(files);
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      }}
    >
      <AriaButton aria-label={label} onPress={onPress} className={cx(styles['button'])}>{children}</AriaButton>
    </div>
  );
}
