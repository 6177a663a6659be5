import type { Step } from './storyTypes.ts';

function narrative(at: string, section: string, text: string): Step {
  return { at, draft: () => ({ kind: 'narrative', occurred: null, body: { section, text } }) };
}

/** The written parts of the post-incident report, so that the demonstration can be printed at once. */
export const reportSteps: readonly Step[] = [
  narrative('10:40', 'executive-summary', 'In the night of 20 November 2026 the finance and contract shares of the Trondheim site were encrypted. The attacker came in with the password of one employee, found the password of the backup account in the backup console, and used it on two file servers.\n\nBoth servers were off the network 24 minutes after the first report. About 21.9 GB left the site before. The tapes of 19 November are intact and are being restored.'),
  narrative('10:41', 'impact', 'Finance and contracts could not be read at the Trondheim site from 20 November 22:16Z on. Crane terminals and booking were not affected. Of the data that left the site a part is personal data of about 140 employees.'),
  narrative('10:42', 'root-cause', 'Why were the files encrypted? The account svc-backup could write to every share.\nWhy could the attacker use it? Its password was stored in the job settings of the backup console.\nWhy could the console be opened? It was reachable from every workstation, and a workstation was in the hands of the attacker.\nWhy was the workstation? Remote access needed a password only, and the password had been given away on a false page.\nWhy was the page believed? The real access desk sends mails of the same wording.'),
  narrative('10:43', 'went-well', '- Isolation was approved in advance and took seven minutes.\n- Nobody used office mail or chat.\n- The offline tapes were untouched.'),
  narrative('10:44', 'went-badly', '- The missing backup report of 05:30 reached nobody.\n- The network owner could not be reached for 18 minutes.'),
  narrative('10:45', 'lucky', '- The firewall denied the call home; the locker did not receive its second stage.'),
  narrative('10:46', 'learnings', '- A service account that may write everywhere is a master key, and must be guarded like one.\n- A report that does not arrive is an alarm.\n- The pre-approved isolation saved the second half of the shares.'),
  narrative('10:47', 'prevention', '- Remote access with a second factor for everyone (network owner, 30 November).\n- Backup console on its own segment, passwords out of job settings (storage owner, 5 December).\n- svc-backup split into one account per server, without right to delete (storage owner, 12 December).\n- Missing nightly reports page the duty line (monitoring owner, 28 November).'),
  narrative('10:48', 'residual-risk', 'What left the site may be published. Logons with tickets issued before the second change of the ticket secret remain possible until 22 November; they are watched.'),
];
