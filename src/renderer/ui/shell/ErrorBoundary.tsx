// Catches a view that failed while it was drawn: the rest of the window goes on, and drafts are safe. Pattern: ARIA alert.
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/intl.tsx';
import { ErrorState } from '../kit/ErrorState.tsx';

interface Props { readonly children: ReactNode; readonly onFault: (error: unknown) => void; readonly resetKey?: string }
interface State { readonly failed: boolean; readonly resetKey: string | undefined }

export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: false, resetKey: this.props.resetKey };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { failed: false, resetKey: props.resetKey };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onFault(error);
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed onRetry={() => this.setState({ failed: false })} /> : this.props.children;
  }
}

function Failed({ onRetry }: { readonly onRetry: () => void }) {
  const t = useText();
  return <ErrorState title={t('app.fault.title')} text={t('app.fault.text')} onRetry={onRetry} />;
}
