import { useEffect, useState } from 'react';

/** The present time in milliseconds, at most `everyMs` old; the view is drawn anew when it moves. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs]);
  return now;
}
