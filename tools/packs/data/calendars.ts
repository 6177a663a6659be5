import type { PackCalendar } from './words.ts';

/** Closing days of TARGET, the settlement system of the euro. */
export const target: PackCalendar = {
  id: 'eu-target', title: 'TARGET closing days', zone: 'Europe/Brussels', weekend: [6, 7], validThrough: '2027-12-31',
  holidays: ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2026-12-26', '2027-01-01', '2027-03-26', '2027-03-29', '2027-05-01', '2027-12-25', '2027-12-26'],
};

/** Federal holidays of the United States as observed; the cut-off is that of the SEC's filing system in Eastern time. */
export const unitedStates: PackCalendar = {
  id: 'us-federal', title: 'Federal holidays of the United States', zone: 'America/New_York', weekend: [6, 7], validThrough: '2027-12-31', cutOffMinutes: 1050,
  holidays: [
    '2026-01-01', '2026-01-19', '2026-02-16', '2026-05-25', '2026-06-19', '2026-07-03', '2026-09-07', '2026-10-12', '2026-11-11', '2026-11-26', '2026-12-25',
    '2027-01-01', '2027-01-18', '2027-02-15', '2027-05-31', '2027-06-18', '2027-07-05', '2027-09-06', '2027-10-11', '2027-11-11', '2027-11-25', '2027-12-24', '2027-12-31',
  ],
};

/** Days that are holidays in all of Australia; a day that is one only in some states counts, which is never later. */
export const australia: PackCalendar = {
  id: 'au-national', title: 'National holidays of Australia', zone: 'Australia/Sydney', weekend: [6, 7], validThrough: '2027-12-31',
  holidays: ['2026-01-01', '2026-01-26', '2026-04-03', '2026-04-06', '2026-12-25', '2026-12-28', '2027-01-01', '2027-01-26', '2027-03-26', '2027-03-29', '2027-12-27', '2027-12-28'],
};
