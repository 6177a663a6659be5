/** What the top handler learned: the class of the error, never its text, which could hold words of a case. */
export interface WindowFault { readonly name: string; readonly at: string }

/** Hears every error and rejection that nobody caught; returns the disposer. */
export function guardWindow(onFault: (fault: WindowFault) => void): () => void {
  const onError = (event: ErrorEvent): void => {
    onFault(faultOf(event.error, event.filename));
    event.preventDefault();
  };
  const onRejection = (event: PromiseRejectionEvent): void => {
    onFault(faultOf(event.reason, ''));
    event.preventDefault();
  };
  // A dropped file must never make the window leave its page.
  const refuse = (event: DragEvent): void => event.preventDefault();
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  window.addEventListener('dragover', refuse);
  window.addEventListener('drop', refuse);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
    window.removeEventListener('dragover', refuse);
    window.removeEventListener('drop', refuse);
  };
}

/** Name of an error and the built file it came from. */
export function faultOf(error: unknown, file: string): WindowFault {
  const name = error instanceof Error ? error.name : typeof error;
  return { name, at: file.split('/').at(-1) ?? '' };
}
