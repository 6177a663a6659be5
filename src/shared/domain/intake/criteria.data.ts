import type { Criteria } from './criteria.ts';

/** Criteria that come with the program: our own default, to be replaced by those of the organisation. */
export const localCriteria: Criteria = {
  version: 'L-2026.1', standing: 'local', title: 'Severity and priority, local default',
  levels: [
    { severity: 'critical', when: 'Critical services are down or out of control, or an intruder holds keys that open everything, or harm to persons is likely.', examples: ['File servers of two sites are being encrypted and the backup console was used by the same account.', 'Domain administrator credentials are in use from an address that nobody knows.', 'Safety functions of a plant answer to somebody else.'] },
    { severity: 'high', when: 'A critical service is impaired, or data of persons or customers is likely taken, or an intruder moves between systems.', examples: ['A web shell on a public server, used within the last day.', 'A mailbox of finance forwards to an outside address and an invoice was changed.', 'One endpoint talks to a known command server and has run a tool for credentials.'] },
    { severity: 'medium', when: 'A service that is not critical is impaired, or one account or device is compromised and shows no sign of spreading.', examples: ['A laptop ran a loader that the endpoint agent stopped after it started.', 'One user gave the password to a phishing page; the session was ended within minutes.'] },
    { severity: 'low', when: 'No service is impaired and nothing was reached; it needs a look, not a team.', examples: ['A port scan of the outer addresses.', 'Malware found by a scheduled scan in a file that nobody opened.'] },
    { severity: 'informational', when: 'Nothing happened to our systems; it is good to know.', examples: ['A notice about a vulnerability in software that is not in use here.', 'A test of the alarm that was announced.'] },
  ],
  urgencies: [
    { urgency: 'high', when: 'It gets worse by the hour, or a limit set by law or contract is running.' },
    { urgency: 'medium', when: 'It will get worse within days if nothing is done.' },
    { urgency: 'low', when: 'It waits without getting worse.' },
  ],
  matrix: {
    critical: { high: 'P1', medium: 'P1', low: 'P2' },
    high: { high: 'P1', medium: 'P2', low: 'P2' },
    medium: { high: 'P2', medium: 'P3', low: 'P3' },
    low: { high: 'P3', medium: 'P4', low: 'P4' },
    informational: { high: 'P4', medium: 'P4', low: 'P4' },
  },
};
